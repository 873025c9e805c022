// The eye itself: a secret that gets out is seen, by whatever way it leaves.
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { DateTime } from "luxon";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createSeal } from "../../src/adapters/seal.ts";
import { printMarker } from "../../src/domain/marker.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import {
  ALERT_TOKEN,
  CANARY,
  SLACK_BOT_TOKEN,
  SMTP_PASSWORD,
  secretIn,
  takeLeaks,
  WEBHOOK_SECRET,
  watchedLog,
} from "../support/canaries.ts";
import { mailTo, startMailbox } from "../support/mailbox.ts";
import { RIGHT, started, textOf } from "../support/process.ts";
import { startWorkspace } from "../support/workspace.ts";
import { world } from "../support/world.ts";
import { opened } from "../web/door.ts";

const outlets = () => [...new Set(takeLeaks().map(({ outlet }) => outlet))];
const base64 = (text: string) => Buffer.from(text).toString("base64");
const jwt = `${base64('{"alg":"RS256","typ":"JWT"}')}.${base64('{"iat":1762785000}')}.${"a".repeat(342)}`;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (type: "pkcs1" | "pkcs8") =>
  String(createPrivateKey(keys.privateKey.export({ type, format: "pem" })).export({ type, format: "pem" }));

test.each([
  ["as it is", `x ${WEBHOOK_SECRET} y`],
  ["in base64", base64(`x:${SMTP_PASSWORD}`)],
  ["in base64, one further", base64(`xx:${SMTP_PASSWORD}`)],
  ["in base64, two further", base64(`xxx:${SMTP_PASSWORD}`)],
  ["in hexadecimal digits", Buffer.from(ALERT_TOKEN).toString("hex")],
  ["in an address", encodeURIComponent(SLACK_BOT_TOKEN)],
  [
    "in a sealed block",
    printMarker({ kind: "card", text: `{"x":"${WEBHOOK_SECRET}"}` }, "I_1", createSeal("any secret at all")),
  ],
  ["a token of GitHub's", `token ghs_${"a1B2".repeat(9)}`],
  ["a JSON Web Token", jwt.replaceAll("=", "")],
  ["a private key", pem("pkcs8")],
  ["a private key of the older form", JSON.stringify(pem("pkcs1"))],
])("a secret is known %s", (_how, text) => {
  expect(secretIn(text)).toBeDefined();
});

test.each([
  ["a public key", String(keys.publicKey.export({ type: "spki", format: "pem" }))],
  ["a sealed block", printMarker({ kind: "card", text: "{}" }, "I_1", createSeal(WEBHOOK_SECRET))],
  ["a commit", "9d3c0f6b7a9e4d359d3c0f6b7a9e4d359d3c0f6b"],
])("%s is no secret", (_what, text) => {
  expect(secretIn(text)).toBeUndefined();
});

test("in the log, however little of it is read", () => {
  watchedLog(() => {}, "fatal").trace({ where: { deep: CANARY } }, "looked");
  expect(outlets()).toEqual(["log"]);
});

test("on GitHub: in a comment, a title, a label or an address", async () => {
  const w = await world();
  await w.open();
  const { github } = w.stage;
  const issue = `/repos/${REPOSITORY}/issues/${w.number}`;
  const headers = { authorization: `Bearer ${ALERT_TOKEN}`, "user-agent": "test" };
  const call = (method: string, path: string, body?: object) =>
    fetch(github.baseUrl + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  for (const [method, path, body] of [
    ["POST", `${issue}/comments`, { body: WEBHOOK_SECRET }],
    ["PATCH", issue, { title: WEBHOOK_SECRET }],
    ["POST", `${issue}/labels`, { labels: [WEBHOOK_SECRET] }],
    ["POST", `/repos/${REPOSITORY}/check-runs`, { name: WEBHOOK_SECRET, head_sha: "a".repeat(40) }],
  ] as const) {
    await (await call(method, path, body)).text();
    expect(outlets()).toEqual([`request: ${method} ${path}`]);
  }
  await (await call("GET", `/repos/${REPOSITORY}/issues?labels=${CANARY}`)).text();
  expect(outlets()).toEqual(["address"]);
});

test("in a mail, whatever its words are encoded in", async () => {
  const box = await startMailbox();
  const words = { subject: `é ${SMTP_PASSWORD}`, text: "x", html: "x", date: DateTime.fromMillis(0) };
  await mailTo(box).handOver({ messageId: "a", thread: "b", to: "cto@acme.test", ...words }, async () => {});
  expect(outlets()).toEqual(["mail"]);
});

test("in Slack", async () => {
  const { slack } = await startWorkspace();
  const channel = (await slack.client.channelId("#incidents")) ?? "";
  await slack.client.post(channel, { text: SLACK_BOT_TOKEN }, { mark: { key: "k", issue: "I_1" } });
  expect(outlets()).toContain("request: POST /api/chat.postMessage");
});

test("in our own answers and metrics", async () => {
  const metrics = new Registry();
  metrics.metrics = async () => `up{secret="${WEBHOOK_SECRET}"} 1`;
  const door = await opened({ metrics });
  await (await fetch(`${door.url}/metrics`)).text();
  expect(outlets()).toEqual(["answer: GET /metrics"]);
});

test("of a process, on stdout or stderr, whether it is read or not", async () => {
  const child = started({ ...RIGHT, SETTLE: CANARY });
  expect(await textOf(child.stderr)).toContain(CANARY);
  expect(outlets()).toEqual(["stderr"]);
});

test.each(["192.0.2.1", "[2001:db8::1]", "metadata.google.internal"])(
  "whoever calls %s is stopped, and told",
  async (host) => {
    await expect(fetch(`http://${host}/`)).rejects.toThrow("fetch failed");
    expect(takeLeaks()).toEqual([{ outlet: "connection", text: host.replace(/[[\]]/g, "") }]);
  },
);
