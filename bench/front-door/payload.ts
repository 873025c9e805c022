// Signed `issues.labeled` webhooks of about 12 kB, no two of which are the same happening.
import { createHmac } from "node:crypto";
import examples from "@octokit/webhooks-examples" with { type: "json" };
import { SECRET } from "../app.ts";

export const PATH = "/api/github/webhooks";

const START = Date.parse("2026-01-01T00:00:00Z");
const NUMBER = 987_654_321;
const AT = "2000-01-01T00:00:00Z";

interface Example {
  readonly action?: string;
  readonly label?: object;
  readonly issue?: object;
}

/** GitHub's own example, about the label that opens an incident, with marks where the requests are to differ. */
function template(): string {
  const catalogue = examples as unknown as { name: string; examples: Example[] }[];
  const found = catalogue.find(({ name }) => name === "issues")?.examples.find(({ action }) => action === "labeled");
  if (!found) throw new Error("@octokit/webhooks-examples has no issues.labeled");
  const label = { ...found.label, name: "incident" };
  const issue = { ...found.issue, number: NUMBER, updated_at: AT, labels: [label] };
  return JSON.stringify({ ...found, issue, label, installation: { id: 4711, node_id: "MDIzOkludGVncmF0aW9u" } });
}

/** `count` whole HTTP requests, the first of which is number `from`. */
export function requests(from: number, count: number): Buffer[] {
  const text = template();
  return Array.from({ length: count }, (_, i) => {
    const number = from + i;
    const at = new Date(START + number * 1000).toISOString().replace(".000", "");
    const body = Buffer.from(text.replace(String(NUMBER), String(number)).replace(AT, at));
    return Buffer.concat([Buffer.from(head(number, body)), body]);
  });
}

function head(number: number, body: Buffer): string {
  const headers = {
    host: "127.0.0.1",
    "user-agent": "GitHub-Hookshot/0000000",
    accept: "*/*",
    "content-type": "application/json",
    "content-length": body.length,
    "x-github-delivery": `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    "x-github-event": "issues",
    "x-github-hook-id": "4711",
    "x-github-hook-installation-target-id": "4711",
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${PATH} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
