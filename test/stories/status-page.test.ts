// The public status page's feeds: what was published, as the plan writes it, and nothing to whoever may not see it.
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { atomTexts, type StatusJson } from "../support/status-feed.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];

/** The plan's own three texts, read from it, and the fourth as the author completes the row of signs. */
const PLAN = [
  "🔴 **Investigating** - We are currently investigating issues with login functionality.\nPosted: 2025-11-10 14:30 UTC",
  "🟡 **Identified** - The issue has been identified as a database connection problem.\nPosted: 2025-11-10 14:35 UTC",
  "🔵 **Monitoring** - A fix is in place and we are watching it.\nPosted: 2025-11-10 14:40 UTC",
  "🟢 **Resolved** - The login functionality has been restored.\nPosted: 2025-11-10 14:45 UTC",
];

async function ask(w: World, path: string, headers: Record<string, string> = {}): Promise<Response> {
  await w.advance("3s");
  return fetch(`${w.stage.url}${path}`, { headers });
}

async function feed(w: World, repository = REPOSITORY): Promise<StatusJson> {
  const answer = await ask(w, `/status/${repository}.json`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as StatusJson;
}

const gone = async (w: World, repository = REPOSITORY) => (await ask(w, `/status/${repository}.json`)).status === 404;

async function planned(): Promise<World> {
  const w = await world({ policy: "components: { login: {}, search: {} }\n" });
  await w.open("Umbrella Corp. cannot log in", { labels: P1 });
  await w.comment("bob", "/affects login\n/impact 1200 customers of Umbrella");
  await w.comment("bob", "/status investigating We are currently investigating issues with login functionality.");
  await w.advance("5m");
  await w.comment("bob", "/status identified The issue has been identified as a database connection problem.");
  await w.advance("5m");
  await w.comment("bob", "/status monitoring A fix is in place and we are watching it.");
  return w;
}

test("the four texts are the plan's, to the character, in both feeds", async () => {
  const w = await planned();
  await w.advance("5m");
  await w.comment("bob", "/status resolved The login functionality has been restored.");
  w.skim();
  const { past_incidents: past, incidents } = await feed(w);
  expect(incidents).toEqual([]);
  expect(past[0]?.incident_updates.map(({ text }) => text).toReversed()).toEqual(PLAN);
  expect(atomTexts(await (await ask(w, `/status/${REPOSITORY}.atom`)).text()).toReversed()).toEqual(PLAN);
});

test("the shape is Statuspage's, and the names are nobody's words", async () => {
  const w = await planned();
  const body = await feed(w);
  expect(body.page).toMatchObject({ name: "shop", time_zone: "UTC", updated_at: "2025-11-10T14:40:00.000Z" });
  expect(body.status).toEqual({ indicator: "major", description: "Major disruption" });
  expect(body.components.map(({ name, status }) => [name, status])).toEqual([
    ["login", "partial_outage"],
    ["search", "operational"],
  ]);
  expect(body.scheduled_maintenances).toEqual([]);
  const [incident] = body.incidents;
  expect(incident).toMatchObject({ name: "Major function down: login", status: "monitoring", impact: "major" });
  expect(incident).toMatchObject({ resolved_at: null, update_due_at: "2025-11-10T15:40:00.000Z" });
  expect(incident?.incident_updates.map(({ status }) => status)).toEqual(["monitoring", "identified", "investigating"]);
  expect(JSON.stringify(body)).not.toMatch(/Umbrella|1200|bob|alice|#1\b|issues\/1/);
});

test("in French, and the same from an empty store", async () => {
  const w = await world({ policy: "locale: fr\ntimezone: Europe/Paris\nstatus_page: { title: La boutique }\n" });
  await w.open("Panne", { labels: P0 });
  await w.comment("bob", "/status investigating Le paiement ne répond plus.");
  const before = await feed(w);
  expect(before.page.name).toBe("La boutique");
  expect(before.status.description).toBe("Service indisponible");
  expect(before.incidents[0]?.incident_updates[0]?.text).toBe(
    "🔴 **Investigation en cours** - Le paiement ne répond plus.\nPublié\u00a0: 2025-11-10 15:30 CET",
  );
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  expect(await gone(w)).toBe(true);
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(await feed(w)).toEqual(before);
});

describe("HTTP", () => {
  test("ETag, HEAD, a short cache, and any origin may read it", async () => {
    const w = await planned();
    for (const ending of [".json", ".atom", ".svg", ""]) {
      const path = `/status/${REPOSITORY}${ending}`;
      const answer = await ask(w, path);
      const etag = answer.headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[\w-]{27}"$/);
      expect(answer.headers.get("cache-control")).toMatch(/^public, max-age=\d{1,2}\b/);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      const again = await ask(w, path, { "if-none-match": `"x", W/${etag}` });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      const head = await fetch(`${w.stage.url}${path}`, { method: "HEAD" });
      expect(Number(head.headers.get("content-length"))).toBe(Buffer.byteLength(await answer.text()));
      expect((await fetch(`${w.stage.url}${path}`, { method: "POST" })).status).toBe(404);
    }
  });

  test("what is missing, private or off gets the same answer", async () => {
    const w = await world({ policy: "status_page: { enabled: false }\n" });
    w.stage.github.addRepository("acme/secret", { private: true });
    await w.stage.app.sweep();
    await w.stage.quiet();
    const answers = ["acme/nothing", "acme/secret", REPOSITORY, "nobody/at-all"].map(async (name) => {
      const answer = await fetch(`${w.stage.url}/status/${name}.json`);
      const headers = Object.fromEntries([...answer.headers].filter(([header]) => header !== "date"));
      return { status: answer.status, headers, body: await answer.text() };
    });
    const [first, ...others] = await Promise.all(answers);
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
  });

  test("a page costs GitHub nothing", async () => {
    const w = await planned();
    w.stage.github.requests.length = 0;
    await feed(w);
    expect(w.stage.github.requests).toEqual([]);
  });
});

describe("who may see it", () => {
  test("a repository that is made private takes its page away at once, and one made public brings it back", async () => {
    const w = await planned();
    await w.act("erin", (erin) => erin.hideRepository(REPOSITORY, true));
    expect(await gone(w)).toBe(true);
    await w.act("erin", (erin) => erin.hideRepository(REPOSITORY, false));
    expect((await feed(w)).incidents).toHaveLength(1);
  });

  test("also when no webhook told, and when the app is taken away", async () => {
    const w = await planned();
    w.stage.github.setWebhook(4711, undefined);
    await w.act("erin", (erin) => erin.hideRepository(REPOSITORY, true));
    await w.stage.app.sweep();
    await w.stage.quiet();
    expect(await gone(w)).toBe(true);
    await w.act("erin", (erin) => erin.hideRepository(REPOSITORY, false));
    await w.stage.app.sweep();
    expect(await gone(w)).toBe(false);
    const [row] = await w.stage.store.summaries({});
    w.stage.github.uninstall(row?.installation ?? 0);
    await w.stage.app.sweep();
    expect(await gone(w)).toBe(true);
  });

  test("a private repository has one when its policy says so", async () => {
    const w = await planned();
    w.stage.github.addRepository("acme/secret", {
      private: true,
      files: { ".github/tocsin.yml": "status_page: { enabled: true, title: Checkout }\n" },
    });
    await w.stage.app.sweep();
    await w.stage.quiet();
    expect((await feed(w, "acme/secret")).page.name).toBe("Checkout");
  });
});

describe("what is published", () => {
  test("nothing before the first /status, and of P2 nothing unless the policy says so", async () => {
    const w = await world();
    await w.open("Down", { labels: P0 });
    w.skim();
    expect((await feed(w)).status.indicator).toBe("none");
    await w.open("Slow", { labels: ["incident", "severity: P2"] });
    await w.comment("bob", "/status identified the cache is cold");
    expect((await feed(w)).incidents).toEqual([]);
    const other = await world({ policy: "status_page: { severities: [P2] }\n" });
    await other.open("Slow", { labels: ["incident", "severity: P2"] });
    await other.comment("bob", "/status identified the cache is cold");
    expect((await feed(other)).incidents[0]).toMatchObject({ impact: "minor", name: "Degraded performance" });
  });

  test("what was published goes on being told when it turns out to be less severe; what was not stays unpublished", async () => {
    const w = await world();
    await w.open("Slow", { labels: ["incident", "severity: P2"] });
    await w.comment("bob", "/status investigating only for ourselves");
    await w.advance("1m");
    await w.comment("bob", "/severity P1");
    await w.advance("1m");
    await w.comment("bob", "/status identified the cache is cold");
    await w.advance("1m");
    await w.comment("bob", "/severity P3 only one user");
    await w.advance("1m");
    await w.comment("bob", "/status monitoring it is warm again");
    const [incident] = (await feed(w)).incidents;
    expect(incident?.incident_updates.map(({ body }) => body)).toEqual(["it is warm again", "the cache is cold"]);
    w.skim();
  });

  test("never an exercise, nor what was silenced", async () => {
    const w = await world();
    await w.open("Exercise", { labels: [...P0, "drill"] });
    await w.comment("bob", "/status identified this is only an exercise");
    expect((await feed(w)).incidents).toEqual([]);
    await w.open("Down", { labels: P0 });
    await w.comment("bob", "/status identified the pool is exhausted");
    expect((await feed(w)).incidents).toHaveLength(1);
    await w.act("bob", (bob, number) => bob.removeLabel(REPOSITORY, number, "incident"));
    expect((await feed(w)).incidents).toEqual([]);
    w.skim();
  });

  test("never a matter of security, and not what was said while it was one", async () => {
    const w = await world();
    await w.open("Down", { labels: P0 });
    await w.comment("bob", "/status investigating Logins fail.");
    await w.advance("1m");
    await w.act("bob", (bob, number) => bob.addLabels(REPOSITORY, number, "security"));
    await w.advance("1m");
    await w.comment("bob", "/status identified Somebody is in the database.");
    expect((await feed(w)).incidents).toEqual([]);
    await w.advance("1m");
    await w.act("bob", (bob, number) => bob.removeLabel(REPOSITORY, number, "security"));
    const [incident] = (await feed(w)).incidents;
    expect(incident?.incident_updates.map(({ body }) => body)).toEqual(["Logins fail."]);
    w.skim();
  });

  test("what ends without words is over; what is reopened is open again", async () => {
    const w = await planned();
    await w.comment("bob", "/resolve the customer of Umbrella was told");
    const [past] = (await feed(w)).past_incidents;
    expect(past).toMatchObject({ status: "resolved", resolved_at: expect.stringMatching(/^2025-11-10T14:40/) });
    expect(JSON.stringify(past)).not.toContain("Umbrella");
    await w.advance("1m");
    await w.comment("bob", "/reopen it is back at Umbrella");
    expect((await feed(w)).incidents[0]).toMatchObject({ status: "monitoring", resolved_at: null });
    w.skim();
  });
});

test("what ended within 90 days comes back when the store was lost, and nothing is done to it", async () => {
  const w = await world({ policy: "status_page: { severities: [P2] }\nmonthly_report: false\n" });
  const P2 = ["incident", "severity: P2"];
  await w.open("Long ago", { labels: P2 });
  await w.comment("bob", "/status identified The cache was cold.\n/resolve");
  await w.advance("60d");
  await w.open("A month ago", { labels: P2 });
  await w.comment("bob", "/status identified The disk was full.\n/resolve");
  await w.advance("35d");
  await w.open("Now", { labels: P2 });
  await w.comment("bob", "/status identified The queue is long.");
  w.skim();
  const texts = ({ incidents, past_incidents: past }: StatusJson) =>
    [...incidents, ...past].map(({ incident_updates: updates }) => updates[0]?.body);
  const before = await feed(w);
  expect(texts(before)).toEqual(["The queue is long.", "The disk was full."]);
  w.stage.github.requests.length = 0;
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  const asked = w.stage.github.requests.filter(({ path }) => /\/issues\/2\b/.test(path));
  expect(asked.map(({ method }) => method)).toEqual(["GET", "GET"]);
  expect(w.stage.github.requests.filter(({ method, path }) => method !== "GET" && /\/issues\//.test(path))).toEqual([]);
  expect(await feed(w)).toEqual(before);
});

test("a store that knows nothing yet says nothing: not that all is well while it has not looked", async () => {
  const w = await planned();
  const before = await feed(w);
  w.stage.github.faults = {
    before: ({ method, path }) =>
      method === "GET" && /\/issues\/1(\/|$|\?)/.test(path) ? { status: 502, headers: {}, body: "{}" } : undefined,
  };
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("1m");
  expect(await gone(w)).toBe(true);
  w.stage.github.faults = {};
  await w.advance("5m");
  expect(await feed(w)).toEqual(before);
});
