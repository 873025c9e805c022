// The command line: a month's figures, and a policy replayed, read from GitHub alone; wrong words give one line.
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../src/adapters/clock.ts";
import { createProbot } from "../src/adapters/github/client.ts";
import { openStore } from "../src/adapters/store/open.ts";
import { runCli } from "../src/cli.ts";
import { readEnvironment } from "../src/environment.ts";
import tocsin from "../src/index.ts";
import type { GitHub } from "../src/playground/github/index.ts";
import { serveGitHub } from "../src/playground/http.ts";
import type { Terminal } from "../src/terminal.ts";
import { watchedLog } from "./support/canaries.ts";
import { parseCsv } from "./support/csv.ts";
import { requestErrors } from "./support/openapi.ts";
import { PEM, populated, RIGHT, SECRET, started, textOf } from "./support/process.ts";

const REPOSITORY = "acme/shop";
const LOG = watchedLog();
const THIS_MONTH = systemClock.now().toUTC().toFormat("yyyy-MM");

/** A GitHub with two incidents that the app has looked after, and one that it never saw. */
async function lived(): Promise<{ github: GitHub; url: string; unseen: number; close(): Promise<void> }> {
  const github = populated();
  const api = await serveGitHub(github);
  const store = await openStore({ dataDir: ":memory:" });
  const probot = createProbot({ appId: 4711, privateKey: PEM, secret: SECRET, baseUrl: api.url, log: LOG });
  const app = await tocsin(probot, { store, clock: systemClock, secret: SECRET, settle: 1000 });
  const alice = github.as("alice");
  const numbers = ["P1", "P2"].map((severity) =>
    alice.openIssue(REPOSITORY, { title: "Down", labels: ["incident", `severity: ${severity}`] }),
  );
  for (const number of numbers) alice.comment(REPOSITORY, number, "/ack\n/resolve");
  await app.sweep();
  while ((await app.work()) > 0);
  await store.close();
  const unseen = alice.openIssue(REPOSITORY, { title: "Unseen", labels: ["incident"] });
  return { github, url: api.url, unseen, close: api.close };
}

let world: Awaited<ReturnType<typeof lived>>;
beforeAll(async () => {
  world = await lived();
  return () => world.close();
});

async function typed(line: string, given: Partial<Terminal> = {}) {
  const [printed, noted] = [[] as string[], [] as string[]];
  const terminal: Terminal = {
    environment: () => readEnvironment({ ...RIGHT, GITHUB_API_URL: world.url }, () => ""),
    clock: systemClock,
    log: LOG,
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    ...given,
  };
  const code = await runCli(line.split(" "), terminal);
  return { code, printed: printed.join(""), noted };
}

describe("tocsin report", () => {
  const asked = `report --repo ${REPOSITORY} --month ${THIS_MONTH}`;

  test("prints Markdown, and says what it left out", async () => {
    const { code, printed, noted } = await typed(asked);
    expect(code).toBe(0);
    expect(printed).toMatch(/^# Incidents in \w+ \d{4}: `acme\/shop`\n\nIn \w+ \d{4} \*\*2 incidents\*\* were/);
    expect(printed).toMatch(/^\| \*\*P1\*\* \| 1 \| 1 \|/m);
    expect(noted).toEqual([`left out, because they have no card of ours: #${world.unseen}`]);
  });

  test("prints the same as JSON and CSV", async () => {
    const json = JSON.parse((await typed(`${asked} --format json`)).printed);
    expect(json).toMatchObject({ repository: REPOSITORY, month: THIS_MONTH, all: { incidents: 2, sla: { met: 2 } } });
    expect(json.postMortems).toMatchObject({ owed: 1, pending: 1 });
    const rows = parseCsv((await typed(`${asked} --format=csv`)).printed);
    expect(rows).toContainEqual([REPOSITORY, THIS_MONTH, "all", "", "incidents", "2"]);
    expect(rows.every((row) => row.length === 6)).toBe(true);
  });

  test("only reads, and asks nothing that GitHub does not know", async () => {
    const before = world.github.requests.length;
    await typed(asked);
    const requests = world.github.requests.slice(before);
    expect(requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"))).toEqual([]);
    expect(requests.flatMap(({ method, path, body }) => requestErrors(method, path, body))).toEqual([]);
  });

  test("of a month without incidents has zeros", async () => {
    const { code, printed } = await typed(`report --repo ${REPOSITORY} --month 2019-02 --format json`);
    expect(code).toBe(0);
    expect(JSON.parse(printed).all).toMatchObject({ incidents: 0, responseSeconds: { n: 0, median: null, p90: null } });
  });

  test("works as a process: figures on stdout, notes on stderr", { timeout: 30_000 }, async () => {
    const child = started({ ...RIGHT, GITHUB_API_URL: world.url }, asked.split(" "));
    const [[code], out, notes] = await Promise.all([once(child, "exit"), textOf(child.stdout), textOf(child.stderr)]);
    expect(code).toBe(0);
    expect(notes).toBe(`tocsin: left out, because they have no card of ours: #${world.unseen}\n`);
    expect(out).toContain("**2 incidents** were declared");
  });
});

describe("tocsin replay", () => {
  const asked = `replay --repo ${REPOSITORY}`;
  const folder = mkdtempSync(join(tmpdir(), "tocsin-replay-"));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const changed = file(
    "changed.yml",
    'severities: { P1: { post_mortem: false, escalate: [{ after: 0m, notify: ["@bob"] }] } }',
  );

  test("prints what the file would have changed, and what it left out", async () => {
    const { code, printed, noted } = await typed(`${asked} ${changed}`);
    expect(code).toBe(0);
    expect(printed).toMatch(/^Replayed on the last 2 incidents, /);
    expect(printed).toMatch(/^- \*\*1 fewer\*\* post-mortem owed: \[`#1`\]\(http\S+\/issues\/1\)$/m);
    expect(noted).toEqual([`left out, because they have no card of ours: #${world.unseen}`]);
  });

  test("says that nothing would have been different", async () => {
    const { printed } = await typed(`${asked} ${file("same.yml", "timezone: Europe/Paris")}`);
    expect(printed).toContain("- Nothing would have been different.\n");
  });

  test("prints the same as JSON, of as many incidents as asked for, the newest first", async () => {
    const { printed, noted } = await typed(`${asked} --last 2 --json ${changed}`);
    expect(JSON.parse(printed)).toMatchObject({ repository: REPOSITORY, incidents: 1, postMortems: { fewer: [] } });
    expect(noted).toEqual([`left out, because they have no card of ours: #${world.unseen}`]);
  });

  test("only reads, and asks nothing that GitHub does not know", async () => {
    const before = world.github.requests.length;
    await typed(`${asked} ${changed}`);
    const requests = world.github.requests.slice(before);
    expect(requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"))).toEqual([]);
    expect(requests.flatMap(({ method, path, body }) => requestErrors(method, path, body))).toEqual([]);
  });

  test.each<[string, number, RegExp]>([
    ["replay", 2, /^--repo is missing; write tocsin replay /],
    ["replay --repo shop", 2, /^--repo is "shop"; write owner\/name$/],
    [`${asked} --last many`, 2, /^--last is "many"; write a number from 1 to 1000$/],
    [`${asked} --last 0`, 2, /^--last is "0"/],
    [`${asked} --last 1001`, 2, /^--last is "1001"/],
    [`${asked} --month 2026-10`, 2, /--month.*; write tocsin replay /],
    [`${asked} one.yml two.yml`, 2, /^one file at a time; write tocsin replay /],
    [`${asked} ${join(folder, "missing.yml")}`, 1, /missing\.yml cannot be read \(ENOENT\)/],
    [`${asked} ${folder}`, 1, /cannot be read \(EISDIR\)/],
    [
      `${asked} ${file("wrong.yml", "locale: en\nseverities: { P1: { response: soon } }")}`,
      1,
      /wrong\.yml, line 2, column 21: `severities\.P1\.response` is not a length of time/,
    ],
    [`${asked} ${file("broken.yml", "a: [\n")}`, 1, /broken\.yml, line 2, column 1: This is not YAML/],
  ])("%s", async (line, wanted, reason) => {
    const { code, printed, noted } = await typed(line, { environment: () => expect.unreachable("nothing to read") });
    expect({ code, printed, lines: noted.length }).toEqual({ code: wanted, printed: "", lines: 1 });
    expect(noted[0]).toMatch(reason);
    expect(noted[0]).not.toContain("\n");
  });

  test("where the App is not installed", async () => {
    const nowhere = await typed(`replay --repo acme/other ${changed}`);
    expect(nowhere).toEqual({ code: 1, printed: "", noted: ["the App is not installed on acme/other"] });
  });
});

describe("one line and an exit code", () => {
  test.each<[string, RegExp]>([
    ["repot --repo a/b", /^"repot" is not a command; write tocsin report /],
    ["--help", /^"--help" is not a command; write tocsin report /],
    ["report", /^--repo is missing; write tocsin report /],
    ["report --repo acme/shop", /^--month is missing/],
    ["report --repo shop --month 2026-10", /^--repo is "shop"; write owner\/name$/],
    ["report --repo a/b/c --month 2026-10", /^--repo is "a\/b\/c"; write owner\/name$/],
    ["report --repo acme/shop --month october", /^--month is "october"; write it as 2026-10$/],
    ["report --repo acme/shop --month 2026-13", /^--month is "2026-13"/],
    ["report --repo acme/shop --month 2026-10 --format pdf", /^--format is "pdf"; write one of markdown, json, csv$/],
    ["report --repo acme/shop --month", /--month.*; write tocsin report /],
    ["report --repo acme/shop --month 2026-10 --colour", /--colour.*; write tocsin report /],
    ["report acme/shop 2026-10", /acme\/shop.*; write tocsin report /],
  ])("%s", async (line, reason) => {
    const { code, printed, noted } = await typed(line, { environment: () => expect.unreachable("nothing to read") });
    expect({ code, printed, lines: noted.length }).toEqual({ code: 2, printed: "", lines: 1 });
    expect(noted[0]).toMatch(reason);
    expect(noted[0]).not.toContain("\n");
  });

  test("for a repository on which the App is not installed, and a month to come", async () => {
    const nowhere = await typed(`report --repo acme/other --month ${THIS_MONTH}`);
    expect(nowhere).toEqual({ code: 1, printed: "", noted: ["the App is not installed on acme/other"] });
    const future = await typed(`report --repo ${REPOSITORY} --month 9999-12`);
    expect(future).toEqual({ code: 1, printed: "", noted: ["9999-12 has not begun"] });
  });

  test.each([
    ["an unknown word", ["serve"], RIGHT, 2, /^tocsin: "serve" is not a command[^\n]*\n$/],
    [
      "no environment",
      ["report", "--repo", REPOSITORY, "--month", THIS_MONTH],
      {},
      1,
      /^tocsin: APP_ID is missing[^\n]*\n$/,
    ],
  ] as const)("of a process with %s", { timeout: 30_000 }, async (_, words, variables, wanted, line) => {
    const child = started(variables, words);
    const [[code], text, out] = await Promise.all([once(child, "exit"), textOf(child.stderr), textOf(child.stdout)]);
    expect({ code, out }).toEqual({ code: wanted, out: "" });
    expect(text).toMatch(line);
  });

  test("when GitHub cannot be reached", { timeout: 30_000 }, async () => {
    const away = await serveGitHub(populated());
    await away.close();
    const child = started({ ...RIGHT, GITHUB_API_URL: away.url }, [
      "report",
      "--repo",
      REPOSITORY,
      "--month",
      THIS_MONTH,
    ]);
    onTestFinished(() => void child.kill());
    const [[code], text] = await Promise.all([once(child, "exit"), textOf(child.stderr), textOf(child.stdout)]);
    expect(code).toBe(1);
    expect(text).toMatch(/^tocsin: failed: [^\n]+\n$/);
  });
});
