// Where secrets get out when they do: in what goes wrong. Every log is told at its loudest; `watching.ts` looks.
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createMailServer } from "../../src/adapters/mail/smtp.ts";
import { createSlack } from "../../src/adapters/slack/web-api.ts";
import { serveGitHub } from "../../src/playground/http.ts";
import {
  DATABASE_PASSWORD,
  SLACK_BOT_TOKEN,
  SLACK_SIGNING_SECRET,
  SMTP_PASSWORD,
  secretNamed,
  takeLeaks,
} from "../support/canaries.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { PEM, populated, portOf, RIGHT, started, textOf, type Variables } from "../support/process.ts";
import { world } from "../support/world.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Whatever it is asked, it answers with an error and everything it was told, as some proxies do. */
const echo =
  (status: number, type: string): RequestListener =>
  async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const told = JSON.stringify({
      message: `refused: ${JSON.stringify(request.headers)}`,
      headers: request.headers,
      body,
    });
    response.writeHead(status, { "content-type": type }).end(told);
  };

/** What a server says in these tests is no leak of ours. */
const leaksOfOurs = () => takeLeaks().filter(({ outlet }) => !outlet.startsWith("answer: "));

const unreached = "http://127.0.0.1:1";
const ends = async (variables: Variables) => {
  const child = started({ GITHUB_API_URL: unreached, LOG_LEVEL: "trace", ...RIGHT, ...variables });
  const [[code], stderr] = await Promise.all([once(child, "exit"), textOf(child.stderr), textOf(child.stdout)]);
  expect(code).toBeGreaterThan(0);
  return stderr;
};

test.each([
  [400, "application/json"],
  [401, "application/json"],
  [403, "text/html"],
  [500, "application/json"],
  [502, "text/html"],
])(
  "a proxy before GitHub that answers %d and repeats what it was told as %s: a process that starts",
  async (status, type) => {
    expect(await ends({ GITHUB_API_URL: await served(echo(status, type)) })).toMatch(/^tocsin: [^\n]+\n$/);
  },
);

test.each([
  [401, "application/json"],
  [403, "text/html"],
  [422, "application/json"],
  [502, "text/html"],
])("the same answers, %d and %s, in the middle of an incident", async (status, type) => {
  const w = await world();
  await w.open();
  w.stage.github.faults = {
    before: ({ headers, body }) => ({
      status,
      headers: { "content-type": type },
      body: JSON.stringify({
        message: `refused: ${JSON.stringify(headers)}`,
        body,
        errors: [{ message: headers["authorization"] }],
      }),
    }),
  };
  await w.comment("bob", "/ack");
  await w.advance("3m");
  await w.stage.app.sweep().catch(() => undefined);
  await w.stage.app.redeliver().catch(() => undefined);
  w.stage.github.faults = {};
  await w.advance("2h");
  w.skim();
  expect(w.card()).toContain("Acknowledged by `bob`");
  expect(leaksOfOurs()).toEqual([]);
});

test.each<[string, Variables]>([
  ["a DATABASE_URL of another kind", { DATABASE_URL: `mysql://tocsin:${DATABASE_PASSWORD}@127.0.0.1/tocsin` }],
  ["a DATABASE_URL that is none", { DATABASE_URL: `tocsin:${DATABASE_PASSWORD}@127.0.0.1/tocsin` }],
  [
    "a DATABASE_URL that cannot be decoded",
    { DATABASE_URL: `postgres://tocsin:%zz${DATABASE_PASSWORD}@127.0.0.1:1/x` },
  ],
  ["a DATABASE_URL that nobody answers", { DATABASE_URL: `postgres://tocsin:${DATABASE_PASSWORD}@127.0.0.1:1/x` }],
  [
    "an option that PostgreSQL has not",
    { DATABASE_URL: `postgres://tocsin:${DATABASE_PASSWORD}@127.0.0.1:1/x?sslmode=zz&sslcert=/none` },
  ],
  ["a PRIVATE_KEY that is damaged", { PRIVATE_KEY: PEM.replace(/\n.{64}\n/, "\nxxxx\n") }],
  ["a PRIVATE_KEY of something else", { PRIVATE_KEY: `-----BEGIN PRIVATE KEY-----\n${secretNamed("key")}\n` }],
  ["a PRIVATE_KEY_PATH that is the key", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: PEM }],
  ["a WEBHOOK_SECRET that is too short", { WEBHOOK_SECRET: secretNamed("") }],
  ["ALERT_TOKENS without a repository", { ALERT_TOKENS: `shop=${secretNamed("alert")}` }],
  ["a SMTP_URL of another kind", { SMTP_URL: `http://tocsin:${SMTP_PASSWORD}@mail.acme.test` }],
  ["a SMTP_URL without a scheme", { SMTP_URL: `tocsin:${SMTP_PASSWORD}@mail.acme.test:587` }],
  [
    "a SMTP_URL that cannot be decoded",
    { SMTP_URL: `smtp://tocsin:%zz${SMTP_PASSWORD}@mail.acme.test`, MAIL_FROM: "a@b.test" },
  ],
  ["a SLACK_BOT_TOKEN of a person", { SLACK_BOT_TOKEN: secretNamed("xoxp-1") }],
  ["a SLACK_SIGNING_SECRET alone", { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: undefined }],
  ["a HEARTBEAT_URL that is none", { HEARTBEAT_URL: `hc.example/${secretNamed("heartbeat")}` }],
  ["a HEARTBEAT_URL with a password", { HEARTBEAT_URL: `https://me:${secretNamed("heartbeat")}@hc.example` }],
])("%s ends a process without a word of it", async (_what, variables) => {
  expect(await ends(variables)).toMatch(/^tocsin: [^\n]+\n$/);
});

test("a password that PostgreSQL refuses", async () => {
  const right = await postgres.freshDatabase();
  const wrong = right.replace(DATABASE_PASSWORD, secretNamed("wrong"));
  expect(wrong).not.toBe(right);
  expect(await ends({ DATABASE_URL: wrong })).toMatch(/^tocsin: [^\n]*password authentication failed[^\n]*\n$/);
});

test("PostgreSQL goes away under a process that has every secret, and its doors say nothing", {
  timeout: 120_000,
}, async () => {
  const github = populated();
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  const heartbeat = await served(echo(500, "text/plain"));
  const child = started({
    ...RIGHT,
    ...{ LOG_LEVEL: "trace", HOST: "127.0.0.1", PORT: "0", SWEEP_INTERVAL: "1s", REDELIVERY_INTERVAL: "1s" },
    ...{ GITHUB_API_URL: api.url, HEARTBEAT_URL: `${heartbeat}/${secretNamed("heartbeat")}` },
    ...{ SMTP_URL: `smtp://tocsin:${SMTP_PASSWORD}@127.0.0.1:1`, MAIL_FROM: "tocsin@acme.test" },
    ...{ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, ALERT_TOKENS: `shop=acme/shop:${secretNamed("alert-route")}` },
    DATABASE_URL: await postgres.freshDatabase(),
  });
  const url = `http://127.0.0.1:${await portOf(child)}`;
  const asked = async (path: string, init?: RequestInit) => {
    const answer = await fetch(url + path, init);
    return { status: answer.status, text: await answer.text() };
  };
  const everything = async () => {
    const token = { authorization: `Bearer ${secretNamed("alert-route")}` };
    for (const path of ["/healthz", "/readyz", "/metrics", "/", "/api/github/webhooks"]) await asked(path);
    for (const path of ["github/webhooks", "slack/interactions", "alerts/alertmanager/shop", "alerts/generic/nowhere"])
      await asked(`/api/${path}`, { method: "POST", body: "{}", headers: token });
    return (await asked("/metrics")).text;
  };
  await expect.poll(async () => (await asked("/readyz")).status, { timeout: 30_000 }).toBe(200);
  expect(await everything()).toContain("process_cpu");
  await postgres.pause();
  await expect.poll(async () => (await asked("/readyz")).status, { timeout: 30_000 }).toBe(503);
  await everything();
  await postgres.resume();
  child.kill("SIGTERM");
  await once(child, "exit");
});

test("a mail server that refuses the password and repeats it", async () => {
  const server = new SMTPServer({
    ...{ hideSTARTTLS: true, logger: false, authMethods: ["PLAIN", "LOGIN"], allowInsecureAuth: true },
    onAuth: ({ username, password }, _session, done) =>
      done(Object.assign(new Error(`no ${username} with ${password}`), { responseCode: 535 })),
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const mail = createMailServer({ url: `smtp://tocsin:${SMTP_PASSWORD}@127.0.0.1:${port}`, from: "tocsin@acme.test" });
  const ladder = 'severities: { P0: { escalate: [{ after: 0m, notify: ["mail:cto@acme.test"] }] } }\n';
  const w = await world({ policy: ladder, mail });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("2h");
  w.skim();
});

test.each([
  ["invalid_auth", { ok: false, error: "invalid_auth" }],
  ["a token in its error", { ok: false, error: `invalid_auth for ${SLACK_BOT_TOKEN}` }],
])("a Slack that says %s", async (_what, answer) => {
  const url = await served((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  const slack = { client: createSlack({ token: SLACK_BOT_TOKEN, url: `${url}/` }), secret: SLACK_SIGNING_SECRET };
  const w = await world({ policy: 'slack: { channel: "#incidents" }\n', slack });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("10m");
  w.skim();
  expect(leaksOfOurs()).toEqual([]);
});

test("a Slack that sends us elsewhere: nobody is asked there, and nobody gets the token", async () => {
  const seen: unknown[] = [];
  const elsewhere = await served((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  const url = await served((request, response) => {
    request.resume();
    response.writeHead(307, { location: `${elsewhere}/api` }).end();
  });
  const slack = { client: createSlack({ token: SLACK_BOT_TOKEN, url: `${url}/` }), secret: SLACK_SIGNING_SECRET };
  const w = await world({ policy: 'slack: { channel: "#incidents" }\n', slack });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("1m");
  expect(seen).toEqual([]);
});
