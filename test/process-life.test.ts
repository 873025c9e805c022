// What the process says about itself: /readyz is red for as long as the work is not done, the heartbeat beats for good
// sweeps only, and what nobody expected ends it with one line.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../src/adapters/store/open.ts";
import type { GitHub } from "../src/playground/github/index.ts";
import { serveGitHub } from "../src/playground/http.ts";
import { startPostgres, type TestPostgres } from "./support/postgres.ts";
import { populated, portOf, RIGHT, SECRET, started, textOf, type Variables } from "./support/process.ts";

const POLL = { timeout: 30_000, interval: 50 };
const LONG = { timeout: 60_000 };

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The app as a process on this GitHub, from the moment it listens. */
async function listening(github: GitHub, variables: Variables = {}) {
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  const dataDir = mkdtempSync(join(tmpdir(), "tocsin-data-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const where = { GITHUB_API_URL: api.url, DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: "0" };
  const child = started({ ...RIGHT, ...where, ...variables });
  const url = `http://127.0.0.1:${await portOf(child)}`;
  const readiness = async () => {
    const answer = await fetch(`${url}/readyz`);
    return `${answer.status} ${(await answer.text()).trim()}`;
  };
  return { child, url, readiness };
}

const isForApp = ({ path }: { path: string }) => path.startsWith("/app/installations?");
const broken = { status: 500, headers: {}, body: "{}" };

describe("/readyz", () => {
  test("is red when the last sweep is older than two intervals, and green after the next one", LONG, async () => {
    const github = populated();
    const { readiness } = await listening(github, { SWEEP_INTERVAL: "1s" });
    await expect.poll(readiness, POLL).toBe("200 ready");
    github.faults = { before: (request) => (isForApp(request) ? broken : undefined) };
    await expect.poll(readiness, POLL).toBe("503 the last sweep is more than two intervals ago");
    github.faults = {};
    await expect.poll(readiness, POLL).toBe("200 ready");
  });

  test(
    "is red before the first sweep, and green at once in a process that follows on one that has swept",
    LONG,
    async () => {
      const github = populated();
      const dataDir = mkdtempSync(join(tmpdir(), "tocsin-data-"));
      onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
      github.faults = { before: (request) => (isForApp(request) ? broken : undefined) };
      const first = await listening(github, { DATA_DIR: dataDir, SWEEP_INTERVAL: "1s" });
      expect(await first.readiness()).toBe("503 the last sweep is more than two intervals ago");
      github.faults = {};
      await expect.poll(first.readiness, POLL).toBe("200 ready");
      first.child.kill("SIGKILL");
      await once(first.child, "exit");
      github.faults = { before: (request) => (isForApp(request) ? broken : undefined) };
      const second = await listening(github, { DATA_DIR: dataDir });
      expect(await second.readiness()).toBe("200 ready");
    },
  );

  test("is red while a wake-up is overdue by more than 5 minutes, and green when it is done", LONG, async () => {
    const databaseUrl = await postgres.freshDatabase();
    const store = await openStore({ databaseUrl });
    const lane = { lane: "1#1", installation: 1, repository: "acme/shop", number: 1 };
    await store.wake(lane, Date.now() - 6 * 60_000);
    await store.close();
    // Whoever holds the row keeps every process from it, as one that hangs in the middle of its work would.
    const other = new pg.Client(databaseUrl);
    await other.connect();
    onTestFinished(() => other.end());
    await other.query("begin; select * from lane where key = '1#1' for update");
    const { readiness } = await listening(populated(), { DATABASE_URL: databaseUrl });
    await expect.poll(readiness, POLL).toBe("503 a wake-up is overdue by more than 5 minutes");
    await other.query("rollback");
    await expect.poll(readiness, POLL).toBe("200 ready");
  });
});

describe("the heartbeat", () => {
  /** An address that counts how often it is called. */
  async function watchdog() {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      response.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beat` };
  }

  const sweepsOf = (github: GitHub) => github.requests.filter(isForApp).length;

  test("beats once for each sweep", LONG, async () => {
    const github = populated();
    const { calls, url } = await watchdog();
    await listening(github, { SWEEP_INTERVAL: "1s", HEARTBEAT_URL: url });
    await expect.poll(() => calls.length, POLL).toBeGreaterThanOrEqual(3);
    expect(new Set(calls)).toEqual(new Set(["GET /beat"]));
    expect(calls.length).toBeLessThanOrEqual(sweepsOf(github));
  });

  test("stops while one installation cannot be swept, although /readyz stays green, and comes back", LONG, async () => {
    const github = populated();
    github.addOrganization("umbrella");
    github.addRepository("umbrella/shop");
    const other = github.install(4711, "umbrella");
    const { calls, url } = await watchdog();
    const isForOther = ({ path }: { path: string }) => path === `/app/installations/${other}/access_tokens`;
    github.faults = { before: (request) => (isForOther(request) ? broken : undefined) };
    const { readiness } = await listening(github, { SWEEP_INTERVAL: "1s", HEARTBEAT_URL: url });
    await expect.poll(() => sweepsOf(github), POLL).toBeGreaterThanOrEqual(3);
    expect(await readiness()).toBe("200 ready");
    expect(calls).toEqual([]);
    github.suspend(other);
    github.faults = {};
    await expect.poll(() => calls.length, POLL).toBeGreaterThanOrEqual(1);
  });
});

describe("asked to stop", () => {
  /** A webhook that GitHub signed and that concerns nobody. */
  function ping(url: string): Promise<Response> {
    const body = "{}";
    const headers = {
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
      "x-github-delivery": crypto.randomUUID(),
      "x-github-event": "ping",
    };
    return fetch(`${url}/api/github/webhooks`, { method: "POST", headers, body });
  }

  test(
    "one of several is not ready at once, takes webhooks until balancers know, and goes within 10 s",
    LONG,
    async () => {
      const databaseUrl = await postgres.freshDatabase();
      const { child, url, readiness } = await listening(populated(), { DATABASE_URL: databaseUrl });
      await expect.poll(readiness, POLL).toBe("200 ready");
      const begun = performance.now();
      child.kill("SIGTERM");
      await expect.poll(readiness, { timeout: 1000, interval: 10 }).toBe("503 the process is stopping");
      const answer = await ping(url);
      expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
      const [code] = await once(child, "exit");
      expect(code).toBe(0);
      expect(performance.now() - begun).toBeLessThan(10_000);
    },
  );

  test("the only one there is does not linger: nobody else can begin before it is gone", LONG, async () => {
    const { child, readiness } = await listening(populated());
    await expect.poll(readiness, POLL).toBe("200 ready");
    const begun = performance.now();
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe("what nobody expected", () => {
  test.each([
    ["a rejection that nobody handles", "Promise.reject(new Error('the unexpected'))"],
    ["an exception that nobody catches", "(() => { throw new Error('the unexpected') })()"],
    ["a rejection without an error", "Promise.reject('the unexpected')"],
  ])("%s ends the process with one line and the code 1", LONG, async (_what, happening) => {
    // After the process has set itself up: what it imports before is not its own.
    const trap = `process.on("SIGUSR2", () => setImmediate(() => ${happening}))`;
    const options = `--import=data:text/javascript,${encodeURIComponent(trap)}`;
    const { child } = await listening(populated(), { NODE_OPTIONS: options });
    const said = textOf(child.stderr);
    child.kill("SIGUSR2");
    const [code] = await once(child, "exit");
    expect(code).toBe(1);
    expect(await said).toMatch(/^tocsin: unexpected: [^\n]*the unexpected[^\n]*\n$/);
  });
});
