// The page of an incident: its timeline drawn to scale and told, its clocks reckoned up, its post-mortem and actions.
import { expect, test } from "vitest";
import { type Happening, phasesOf } from "../../src/domain/incident-view.ts";
import type { Summary } from "../../src/domain/summary.ts";
import { chartOf } from "../../src/web/incident-chart.ts";
import { signedIn } from "../support/visitor.ts";
import { world } from "../support/world.ts";

const textOf = (html: string) =>
  html
    .replace(/<title[\s\S]*?<\/title>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

async function lived() {
  const w = await world();
  await w.open('Shop <script>alert("x")</script> down', { labels: ["incident", "severity: P0"] });
  await w.advance("5m");
  await w.comment("bob", "/ack on it\n/lead @alice\n/impact `nobody` can <b>pay</b> @everyone");
  await w.advance("10m");
  await w.comment("alice", "/status identified the *pool* is exhausted\n/action widen the pool @bob 2025-12-01");
  await w.advance("5m");
  await w.comment("alice", "/resolve pool widened");
  w.skim();
  return w;
}

test("tells everything that happened, as it happened and as it was typed", async () => {
  const w = await lived();
  const page = await (await (await signedIn(w.stage, "carol")).get("/i/acme/shop/1")).text();
  expect(page).not.toContain("<script>alert");
  expect(page).toContain("Shop &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; down");
  const told = /<ol class="told">([\s\S]*?)<\/ol>/.exec(page)?.[1] ?? "";
  const lines = [...told.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = ""]) => textOf(line));
  expect(lines).toEqual([
    "2025-11-10 14:30 UTC Incident declared by alice",
    "2025-11-10 14:30 UTC Severity P0 by label (alice)",
    "2025-11-10 14:35 UTC Acknowledged by bob: on it",
    "2025-11-10 14:35 UTC Lead: alice (named by bob)",
    "2025-11-10 14:35 UTC Impact: &#x60;nobody&#x60; can &lt;b&gt;pay&lt;/b&gt; @everyone",
    "2025-11-10 14:45 UTC Identified - the *pool* is exhausted",
    "2025-11-10 14:45 UTC Action opened: #2 widen the pool",
    "2025-11-10 14:50 UTC Resolved by alice: pool widened",
    "2025-11-10 14:50 UTC Post-mortem opened: #3",
  ]);
});

test("reckons the clocks up, and knows the post-mortem and the actions", async () => {
  const w = await lived();
  const page = await (await (await signedIn(w.stage, "carol")).get("/i/acme/shop/1")).text();
  const rows = [...page.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) => textOf(row));
  expect(rows[0]).toBe("Response 2025-11-10 14:30 UTC + 15 min 2025-11-10 14:45 UTC met, 2025-11-10 14:35 UTC");
  expect(rows.find((row) => row.startsWith("Post"))).toMatch(
    /^Post-mortem 2025-11-10 14:50 UTC \+ 48 h 2025-11-12 14:50 UTC on track/,
  );
  expect(textOf(page)).toContain("Acknowledged by bob after 5 min");
  expect(page).toMatch(/href="http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/issues\/3">#3</);
  expect(textOf(page)).toMatch(/open widen the pool , bob, due 2025-12-01/);
});

test("draws it to scale, every mark with its words", async () => {
  const w = await lived();
  const page = await (await (await signedIn(w.stage, "carol")).get("/i/acme/shop/1")).text();
  const phases = [...page.matchAll(/<rect class="phase (\w+)" x="([\d.]+)" width="([\d.]+)"/g)].map(
    ([, name, x, width]) => [name, Number(x), Number(width)],
  );
  // 20 minutes on 870 units: 5 of waiting, 15 of work.
  expect(phases).toEqual([
    ["waiting", 110, 217.5],
    ["working", 327.5, 652.5],
  ]);
  expect(page).toMatch(
    /<circle class="mark update" cx="762.5"[^>]*><title>14:45 Identified - the \*pool\* is exhausted<\/title>/,
  );
});

test("is in the reader's language", async () => {
  const w = await lived();
  const page = await (
    await (await signedIn(w.stage, "carol")).get("/i/acme/shop/1", { "accept-language": "fr" })
  ).text();
  expect(textOf(page)).toContain("Pris en charge par bob après 5 min");
  expect(textOf(page)).toContain("Échéances");
  expect(page).toContain("Identifié - the *pool* is exhausted");
});

test.each([
  "/i/acme/shop/9",
  "/i/acme/shop/0",
  "/i/acme/shop/1e0",
  "/i/acme/shop/01",
  "/i/acme/nothing/1",
  "/i/ACME%2Fshop/x/1",
])("%s is not there", async (path) => {
  const w = await lived();
  expect((await (await signedIn(w.stage, "carol")).get(path)).status).toBe(404);
});

test("a chart of what has only just begun has a length", () => {
  const begun: Happening = { at: 0, by: "", track: "people", message: { template: "declared", data: {} } };
  const { marks, ticks } = chartOf({ from: 0, to: 0, phases: [], happenings: [begun], reminders: [] });
  expect(marks[0]?.x).toBe(110);
  expect(ticks.length).toBeGreaterThan(1);
});

test("an end before any acknowledgement leaves no time of work", () => {
  const summary = { declaredAt: 0, ended: { at: 10, by: "", kind: "cancelled" } } as Summary;
  expect(phasesOf(summary, 20)).toEqual([
    { name: "waiting", from: 0, to: 10 },
    { name: "after", from: 10, to: 20 },
  ]);
});

test("what changed before is listed with where it can be read, and drawn as far back as the incident has lasted", async () => {
  const w = await world();
  w.stage.github.as("erin").deploy("acme/shop", { environment: "production", description: "<b>build</b> 6" });
  await w.advance("5h");
  w.stage.github.as("bob").release("acme/shop", "v1.7.0", { name: "Autumn" });
  await w.advance("10m");
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.advance("1m");
  const page = await (await (await signedIn(w.stage, "carol")).get("/i/acme/shop/1")).text();
  const list = /<ul class="changes">([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? "";
  expect([...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = ""]) => textOf(line))).toEqual([
    "2025-11-10 14:30 UTC deployed: production: &lt;b&gt;build&lt;/b&gt; 6, erin",
    "2025-11-10 19:30 UTC released: Autumn, bob",
  ]);
  expect(list).toMatch(/href="http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/releases\/tag\/v1\.7\.0"/);
  expect(page.match(/class="mark change"/g)).toHaveLength(1);
});
