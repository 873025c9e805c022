// What a busy organisation sends all day and what is no incident: issues, comments, pushes, pull requests.
import { createHmac } from "node:crypto";
import examples from "@octokit/webhooks-examples" with { type: "json" };
import { SECRET } from "../app.ts";
import type { Sample } from "./sender.ts";

interface Payload {
  readonly issue?: object;
}
const EVENTS = ["issues", "issue_comment", "push", "pull_request"];

/** GitHub's own examples, as if they came from this repository; the function makes request number `i`. */
export function noise(of: Sample): (i: number) => Buffer {
  const catalogue = examples as unknown as { name: string; examples: Payload[] }[];
  const all = catalogue.flatMap(({ name, examples: payloads }) =>
    EVENTS.includes(name) ? payloads.map((payload) => prepared(name, payload, of)) : [],
  );
  return (i) => {
    const { head, body } = all[i % all.length] ?? { head: "", body: Buffer.of() };
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    return Buffer.concat([Buffer.from(`${head}x-github-delivery: ${id}\r\n\r\n`), body]);
  };
}

function prepared(event: string, payload: Payload, { repository, installation }: Sample) {
  const issue = payload.issue && { issue: { ...payload.issue, labels: [{ name: "bug" }] }, label: undefined };
  const body = Buffer.from(JSON.stringify({ ...payload, ...issue, repository, installation }));
  const signature = createHmac("sha256", SECRET).update(body).digest("hex");
  const head =
    "POST /api/github/webhooks HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n" +
    `content-length: ${body.length}\r\nx-github-event: ${event}\r\nx-hub-signature-256: sha256=${signature}\r\n`;
  return { head, body };
}
