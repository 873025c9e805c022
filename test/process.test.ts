// The life of the process: killed at any moment, its store gone and back, a second one beside it.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { GitHub } from "../src/playground/github/index.ts";
import { serveGitHub } from "../src/playground/http.ts";
import { startPostgres, type TestPostgres } from "./support/postgres.ts";
import { populated, portOf, RIGHT, started, textOf } from "./support/process.ts";

const POLL = { timeout: 30_000, interval: 100 };
const REPOSITORY = "acme/shop";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The app as a process on this GitHub; resolves when it is ready. */
async function running(github: GitHub, variables: Record<string, string>) {
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  const start = async () => {
    const child = started({
      ...RIGHT,
      ...variables,
      GITHUB_API_URL: api.url,
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "info",
    });
    const url = `http://127.0.0.1:${await portOf(child)}`;
    github.setWebhook(4711, `${url}/api/github/webhooks`);
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, POLL).toBe(200);
    return { child, url };
  };
  return { start, api };
}

const cards = (github: GitHub, number: number) =>
  github.thread(REPOSITORY, number).comments.filter(({ body }) => body.includes("<!-- tocsin:card"));
const labels = (github: GitHub, number: number) => github.thread(REPOSITORY, number).labels;

test("killed, it goes on from its store where it was, and an overdue clock is heard at once", {
  timeout: 90_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "tocsin-data-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  let shift = -(14 * 60 + 50) * 1000;
  const github = populated({ now: () => Date.now() + shift });
  const { start } = await running(github, { DATA_DIR: dataDir });
  const first = await start();
  const number = github.as("alice").openIssue(REPOSITORY, { title: "[P0] Down", labels: ["incident"] });
  await expect.poll(() => labels(github, number), POLL).toContain("sla: at risk");
  await expect.poll(() => cards(github, number), POLL).toHaveLength(1);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  shift = 0;
  await start();
  await expect.poll(() => labels(github, number), POLL).toContain("sla: breached");
  await expect.poll(() => cards(github, number), POLL).toHaveLength(1);
});

test("a second process on the same file refuses to start, with one line", { timeout: 60_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "tocsin-data-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { start, api } = await running(populated(), { DATA_DIR: dataDir });
  await start();
  const second = started({ ...RIGHT, DATA_DIR: dataDir, GITHUB_API_URL: api.url, PORT: "0" });
  const [[code], line] = await Promise.all([once(second, "exit"), textOf(second.stderr), textOf(second.stdout)]);
  expect(code).toBeGreaterThan(0);
  expect(line).toMatch(/^tocsin: [^\n]*in use by another process[^\n]*\n$/);
});

test("five that start at once on an empty PostgreSQL all become ready, and one of them makes the card", {
  timeout: 90_000,
}, async () => {
  const github = populated();
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  const where = { DATABASE_URL: await postgres.freshDatabase(), GITHUB_API_URL: api.url };
  const children = Array.from({ length: 5 }, () => started({ ...RIGHT, ...where, HOST: "127.0.0.1", PORT: "0" }));
  const urls = await Promise.all(children.map(async (child) => `http://127.0.0.1:${await portOf(child)}`));
  const states = () => Promise.all(urls.map(async (url) => (await fetch(`${url}/readyz`)).status));
  await expect.poll(states, POLL).toEqual([200, 200, 200, 200, 200]);
  github.setWebhook(4711, `${urls[0]}/api/github/webhooks`);
  const number = github.as("alice").openIssue(REPOSITORY, { title: "[P1] Down", labels: ["incident"] });
  await expect.poll(() => cards(github, number), POLL).toHaveLength(1);
  expect(children.map(({ exitCode }) => exitCode)).toEqual([null, null, null, null, null]);
});

test("while PostgreSQL is away webhooks get 503 and it is not ready; back, everything goes on", {
  timeout: 90_000,
}, async () => {
  const github = populated();
  const { start } = await running(github, { DATABASE_URL: await postgres.freshDatabase() });
  const { child, url } = await start();
  await postgres.pause();
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, POLL).toBe(503);
  const number = github.as("alice").openIssue(REPOSITORY, { title: "[P1] Down", labels: ["incident"] });
  await github.settled();
  expect(github.deliveries.filter(({ event }) => event === "issues").map(({ status }) => status)).toEqual([503, 503]);
  expect(child.exitCode).toBeNull();
  await postgres.resume();
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, POLL).toBe(200);
  github.as("alice").editIssue(REPOSITORY, number, { body: "still down" });
  await expect.poll(() => labels(github, number), POLL).toContain("severity: P1");
  await expect.poll(() => cards(github, number), POLL).toHaveLength(1);
});
