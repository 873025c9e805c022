// The environment: every wrong value gives one line that names it, and the process itself starts, works and stops by it.
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { readEnvironment, WrongEnvironment } from "../src/environment.ts";
import { serveGitHub } from "../src/playground/http.ts";
import { requestErrors } from "./support/openapi.ts";
import { PEM, PUBLIC, populated, portOf, RIGHT, SECRET, started, textOf, type Variables } from "./support/process.ts";

const noFile = (): string => {
  throw new Error("ENOENT");
};

function lineOf(wrong: Variables, readFile: (path: string) => string = noFile): string {
  try {
    readEnvironment({ ...RIGHT, ...wrong }, readFile);
  } catch (error) {
    if (error instanceof WrongEnvironment) return error.message;
    throw error;
  }
  return "nothing is wrong";
}

describe("a wrong environment gives one line", () => {
  test.each<[string, Variables, RegExp]>([
    [
      "a Slack token of a person",
      { SLACK_BOT_TOKEN: "xoxp-1" },
      /^SLACK_BOT_TOKEN is not a bot token; it begins with xoxb-$/,
    ],
    ["a Slack without a signing secret", { SLACK_BOT_TOKEN: "xoxb-1" }, /^SLACK_SIGNING_SECRET is missing/],
    ["a short signing secret", { SLACK_SIGNING_SECRET: "short" }, /^SLACK_SIGNING_SECRET has fewer than 16/],
    ["a mail server of another kind", { SMTP_URL: "http://mail.acme.test" }, /^SMTP_URL is not an address like smtp:/],
    [
      "a mail password with a percent sign of its own",
      { SMTP_URL: "smtp://me:secret-words%@mail.acme.test", MAIL_FROM: "a@b.test" },
      /^SMTP_URL holds a % that stands for nothing; write %25/,
    ],
    ["a mail server without a sender", { SMTP_URL: "smtp://mail.acme.test" }, /^MAIL_FROM is missing/],
    ["a sender that is none", { MAIL_FROM: "Tocsin <tocsin>" }, /^MAIL_FROM is not a mail address$/],
    ["a sender with a header", { MAIL_FROM: "a\nBcc: b <a@b.test>" }, /^MAIL_FROM is not a mail address$/],
    ["no APP_ID", { APP_ID: undefined }, /^APP_ID is missing/],
    ["an empty APP_ID", { APP_ID: "" }, /^APP_ID is missing/],
    ["an APP_ID that is a slug", { APP_ID: "tocsin" }, /^APP_ID is not a number$/],
    ["no key at all", { PRIVATE_KEY: undefined }, /^PRIVATE_KEY or PRIVATE_KEY_PATH is missing/],
    ["a key that is none", { PRIVATE_KEY: "secret-words" }, /^PRIVATE_KEY is not a private key/],
    [
      "a key that is base64 of something else",
      { PRIVATE_KEY: btoa("secret-words") },
      /^PRIVATE_KEY is not a private key/,
    ],
    ["a public key", { PRIVATE_KEY: PUBLIC }, /^PRIVATE_KEY is not a private key/],
    [
      "a key file that cannot be read",
      { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "no/such.pem" },
      /^PRIVATE_KEY_PATH names no\/such\.pem, which cannot be read$/,
    ],
    ["no secret", { WEBHOOK_SECRET: undefined }, /^WEBHOOK_SECRET is missing/],
    ["an empty secret", { WEBHOOK_SECRET: "" }, /^WEBHOOK_SECRET is missing/],
    ["a secret of 15 characters", { WEBHOOK_SECRET: SECRET.slice(1) }, /^WEBHOOK_SECRET has fewer than 16 characters/],
    ["Probot's own secret", { WEBHOOK_SECRET: "development" }, /^WEBHOOK_SECRET is "development"/],
    ["a port with a name", { PORT: "http" }, /^PORT is not a port$/],
    ["a port too high", { PORT: "65536" }, /^PORT is not a port$/],
    ["a port below zero", { PORT: "-1" }, /^PORT is not a port$/],
    [
      "a receiver without a secret",
      { STATUS_WEBHOOKS: "https://acme.test/hook" },
      /^STATUS_WEBHOOKS is not a list such as/,
    ],
    [
      "a receiver with a short secret",
      { STATUS_WEBHOOKS: "https://acme.test/hook|hunter2" },
      /^STATUS_WEBHOOKS (?!.*hunter2)(?!.*acme\.test)/,
    ],
    [
      "a receiver that is no web address",
      { STATUS_WEBHOOKS: "ftp://acme.test|0123456789abcdef" },
      /^STATUS_WEBHOOKS is/,
    ],
    ["a route without a token", { ALERT_TOKENS: "shop=acme/shop" }, /^ALERT_TOKENS is not a list such as/],
    [
      "a route with a short token, which is not repeated",
      { ALERT_TOKENS: "shop=acme/shop:hunter2" },
      /^ALERT_TOKENS (?!.*hunter2)/,
    ],
    ["half a port", { PORT: "3000.5" }, /^PORT is not a port$/],
    ["a port of spaces", { PORT: "  " }, /^PORT is not a port$/],
    [
      "an address without a scheme",
      { GITHUB_API_URL: "github.example" },
      /^GITHUB_API_URL is not an http\(s\) address$/,
    ],
    [
      "an address of another scheme",
      { GITHUB_API_URL: "ftp://github.example" },
      /^GITHUB_API_URL is not an http\(s\) address$/,
    ],
    [
      "a length of time without a unit",
      { SWEEP_INTERVAL: "10" },
      /^SWEEP_INTERVAL is "10"; write a length of time such as 3s/,
    ],
    ["a heartbeat without a scheme", { HEARTBEAT_URL: "hc.example/1" }, /^HEARTBEAT_URL is not an http\(s\) address$/],
    ["a public address with a query", { PUBLIC_URL: "https://t.example/?a=1" }, /^PUBLIC_URL is more than an address/],
    ["a public address by mail", { PUBLIC_URL: "mailto:a@b.example" }, /^PUBLIC_URL is not an http\(s\) address$/],
    ["a heartbeat by mail", { HEARTBEAT_URL: "mailto:a@b.example" }, /^HEARTBEAT_URL is not an http\(s\) address$/],
    [
      "a heartbeat with a password",
      { HEARTBEAT_URL: "https://me:secret-words@hc.example/1" },
      /^HEARTBEAT_URL holds a user name/,
    ],
    ["a length of time in words", { SETTLE: "one minute" }, /^SETTLE is "one minute"; write/],
    ["another length of time", { REDELIVERY_INTERVAL: "-5m" }, /^REDELIVERY_INTERVAL is "-5m"; write/],
    ["a level that is none", { LOG_LEVEL: "loud" }, /^LOG_LEVEL is not a level; write one of trace, debug, info/],
  ])("%s", (_what, wrong, line) => {
    const said = lineOf(wrong);
    expect(said).toMatch(line);
    expect(said).not.toContain("\n");
    expect(said).not.toMatch(/secret-words|canary-7f3a91/);
  });

  test("a key file with something else in it is what is named", () => {
    const said = lineOf({ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "app.pem" }, () => "secret-words");
    expect(said).toMatch(/^PRIVATE_KEY_PATH .*not a private key/);
    expect(said).not.toMatch(/secret-words|\n/);
  });

  test("several wrong values still give one line", () => {
    expect(lineOf({ APP_ID: "x", WEBHOOK_SECRET: "short", PORT: "x" })).toBe("APP_ID is not a number");
  });
});

describe("a right environment", () => {
  test("needs three variables; everything else has its default", () => {
    const { SWEEP_INTERVAL, REDELIVERY_INTERVAL, SETTLE, ...rest } = readEnvironment(RIGHT, noFile);
    expect([+SWEEP_INTERVAL, +REDELIVERY_INTERVAL, +SETTLE]).toEqual([600_000, 300_000, 60_000]);
    expect(rest).toMatchObject({ PORT: 3000, HOST: "0.0.0.0", DATA_DIR: "./data", LOG_LEVEL: "info", privateKey: PEM });
    expect(rest.GITHUB_API_URL).toBeUndefined();
    expect(rest.DATABASE_URL).toBeUndefined();
  });

  test("reads who is told of what is published", () => {
    const secret = "0123456789abcdef";
    const text = `https://acme.test/hook|${secret}, http://127.0.0.1:8080/|${secret}`;
    const { STATUS_WEBHOOKS: hooks } = readEnvironment({ ...RIGHT, STATUS_WEBHOOKS: text }, () => "");
    expect(hooks.map(({ url }) => url)).toEqual(["https://acme.test/hook", "http://127.0.0.1:8080/"]);
  });

  test("takes an empty variable for a missing one, and lengths of time as people write them", () => {
    const read = readEnvironment({ ...RIGHT, PORT: "", DATA_DIR: "", SETTLE: "3s", SWEEP_INTERVAL: "1h30m" }, noFile);
    expect(read).toMatchObject({ PORT: 3000, DATA_DIR: "./data" });
    expect([+read.SETTLE, +read.SWEEP_INTERVAL]).toEqual([3000, 5_400_000]);
  });

  test.each([
    ["as it is", PEM],
    ["with its line breaks written out", PEM.replaceAll("\n", "\\n")],
    ["in base64", btoa(PEM)],
    ["in base64, wrapped and with a line break at the end", `${btoa(PEM).replaceAll(/.{64}/g, "$&\n")}\n`],
  ])("takes the private key %s", (_how, key) => {
    expect(readEnvironment({ ...RIGHT, PRIVATE_KEY: key }, noFile).privateKey).toBe(PEM);
    const fromFile = { ...RIGHT, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "app.pem" };
    expect(readEnvironment(fromFile, (path) => (path === "app.pem" ? key : noFile())).privateKey).toBe(PEM);
  });
});

describe("the process", () => {
  test("with a wrong environment says one line and ends with a code that is not 0", async () => {
    const child = started({ ...RIGHT, WEBHOOK_SECRET: "development" });
    const [[code], stdout, stderr] = await Promise.all([
      once(child, "exit"),
      textOf(child.stdout),
      textOf(child.stderr),
    ]);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/^tocsin: WEBHOOK_SECRET is "development"[^\n]*\n$/);
    expect(stdout).toBe("");
  });

  test.each([
    ["with a key that only looks like one", { PRIVATE_KEY: PEM.replace(/\n.{64}\n/, "\nxxxx\n") }],
    ["with a DATABASE_URL that nobody answers", { DATABASE_URL: "postgres://127.0.0.1:1/tocsin" }],
    ["with a GitHub that nobody answers", { GITHUB_API_URL: "http://127.0.0.1:1" }],
  ])("%s says one line as well", async (_how, wrong) => {
    const child = started({ GITHUB_API_URL: "http://127.0.0.1:1", LOG_LEVEL: "silent", ...RIGHT, ...wrong });
    const [[code], stderr] = await Promise.all([once(child, "exit"), textOf(child.stderr), textOf(child.stdout)]);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/^tocsin: [^\n]+\n$/);
    expect(stderr).not.toContain("PRIVATE KEY");
  });

  test.each([
    ["", { PRIVATE_KEY: PEM.replaceAll("\n", "\\n") }],
    ["/api/v3", { PRIVATE_KEY: btoa(PEM) }],
  ])("becomes ready, makes a card and stops on SIGTERM; GitHub at %j", { timeout: 60_000 }, async (root, key) => {
    const github = populated();
    const api = await serveGitHub(github);
    onTestFinished(() => api.close());
    const variables = { ...RIGHT, ...key, GITHUB_API_URL: api.url + root, HOST: "127.0.0.1", PORT: "0" };
    const child = started(variables);
    const stderr = textOf(child.stderr);
    const url = `http://127.0.0.1:${await portOf(child)}`;
    const readiness = async () => (await fetch(`${url}/readyz`)).status;
    await expect.poll(readiness, { timeout: 20_000 }).toBe(200);

    github.setWebhook(4711, `${url}/api/github/webhooks`);
    const number = github.as("alice").openIssue("acme/shop", { title: "[P1] Down", labels: ["incident"] });
    const ours = () => github.thread("acme/shop", number).comments.filter(({ user }) => user === "tocsin[bot]");
    await expect
      .poll(() => ours().map(({ body }) => body), { timeout: 20_000 })
      .toEqual([expect.stringContaining("<!-- tocsin:card")]);
    await expect.poll(() => github.thread("acme/shop", number).labels).toContain("severity: P1");

    const asked = performance.now();
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(code).toBe(0);
    expect(await stderr).toBe("");
    expect(github.requests.flatMap(({ method, path, body }) => requestErrors(method, path, body))).toEqual([]);
  });
});
