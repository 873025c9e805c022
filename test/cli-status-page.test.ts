// The status page as static files: a plain file server shows, byte for byte, what the app itself sends.
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../src/adapters/clock.ts";
import { createProbot } from "../src/adapters/github/client.ts";
import { openStore } from "../src/adapters/store/open.ts";
import { runCli } from "../src/cli.ts";
import { readEnvironment } from "../src/environment.ts";
import tocsin from "../src/index.ts";
import { serveGitHub } from "../src/playground/http.ts";
import { createPageDoor } from "../src/web/pages.ts";
import { statusRoutes } from "../src/web/status.ts";
import { PEM, populated, RIGHT, SECRET } from "./support/process.ts";
import { opened } from "./web/door.ts";

const LOG = pino({ level: "silent" });
const PUBLIC_URL = "https://tocsin.example.com";

/** A GitHub on which the app has lived through an open incident and one that is over; one moment for everything. */
async function lived() {
  const github = populated();
  const api = await serveGitHub(github);
  onTestFinished(() => api.close());
  github.addRepository("acme/secret", { private: true });
  github.as("alice").putFile("acme/shop", ".github/tocsin.yml", "components: { checkout: {}, search: {} }\n");
  const store = await openStore({ dataDir: ":memory:" });
  onTestFinished(() => store.close());
  const probot = createProbot({ appId: 4711, privateKey: PEM, secret: SECRET, baseUrl: api.url, log: LOG });
  const options = { store, clock: systemClock, secret: SECRET, settle: 1000, publicUrl: PUBLIC_URL };
  const app = await tocsin(probot, options);
  const alice = github.as("alice");
  const [open = 0, over = 0] = ["P0", "P1"].map((severity) =>
    alice.openIssue("acme/shop", { title: "Umbrella is down", labels: ["incident", `severity: ${severity}`] }),
  );
  alice.comment("acme/shop", open, "/affects checkout\n/status investigating Payments fail & <b>nobody</b> knows why.");
  alice.comment("acme/shop", over, "/status identified The cache is cold.\n/status resolved It is warm.");
  await app.sweep();
  while ((await app.work()) > 0);
  const now = systemClock.now();
  return { github, api, app, clock: { now: () => now } };
}

async function typed(line: string, url: string, clock: typeof systemClock) {
  const [printed, noted] = [[] as string[], [] as string[]];
  const environment = () => readEnvironment({ ...RIGHT, GITHUB_API_URL: url, PUBLIC_URL }, () => "");
  const print = (text: string) => void printed.push(text);
  const note = (text: string) => void noted.push(text);
  const code = await runCli(line.split(" "), { environment, clock, log: LOG, print, note });
  return { code, printed: printed.join(""), noted };
}

/** Files as they lie, and `.html` for an address without an ending, as static hosts do. */
async function fileServer(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = join(folder, request.url ?? "");
    const file = [path, `${path}.html`].find((one) => existsSync(one));
    response.writeHead(file ? 200 : 404).end(file && readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("every form is the same from the app and from a file server", async () => {
  const { api, app, clock } = await lived();
  const out = mkdtempSync(join(tmpdir(), "tocsin-status-"));
  const { code, printed, noted } = await typed(`status-page --out ${out}`, api.url, clock);
  expect([code, noted]).toEqual([0, []]);
  expect(printed.split("\n").filter((line) => line.includes("/status/"))).toHaveLength(4);
  const door = { show: (name: string) => app.statusPage(name), now: () => +clock.now() };
  const own = await opened({ pages: createPageDoor((frame) => statusRoutes(frame, door)) });
  const files = await fileServer(out);
  const html = await (await fetch(`${files}/status/acme/shop`)).text();
  expect(html).toContain("Payments fail &amp; nobody knows why.");
  expect(html).not.toMatch(/Umbrella|alice|issues/);
  const assets = [...html.matchAll(/(?:href)="\.\.\/\.\.(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
  expect(assets).toHaveLength(3);
  for (const path of ["", ".json", ".atom", ".svg"].map((ending) => `/status/acme/shop${ending}`).concat(assets)) {
    const [here, there] = await Promise.all([own.url, files].map(async (url) => fetch(url + path)));
    expect([here?.status, there?.status], path).toEqual([200, 200]);
    expect(await there?.text(), path).toBe(await here?.text());
  }
});

test("a repository without a public page is refused by name; wrong words give one line", async () => {
  const { api, clock } = await lived();
  const out = mkdtempSync(join(tmpdir(), "tocsin-status-"));
  const refused = await typed(`status-page --out ${out} --repository acme/secret`, api.url, clock);
  expect(refused).toMatchObject({ code: 1, noted: ["acme/secret has no public status page"] });
  for (const line of ["status-page", `status-page --out ${out} --repository shop`, "status-page --in x"])
    expect((await typed(line, api.url, clock)).code).toBe(2);
});
