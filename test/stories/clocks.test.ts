// The clocks of an incident: at risk, breach, escalation, nudges, snooze, pause.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];
const P2 = ["incident", "severity: P2"];

test("at 80 % of the time the label says at risk, and nobody is told", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("11m59s");
  expect(w.labels()).toContain("sla: on track");
  await w.advance("1s");
  expect(w.labels()).toContain("sla: at risk");
});

test("a breach comments once and calls the next step at once; the ladder goes on until somebody acknowledges", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  await w.advance("14m");
  await w.advance("1m");
  const breach = w.next();
  expect(breach).toContain("@acme/cto");
  expect(breach).not.toContain("@erin");
  expect(breach).toMatchInlineSnapshot(`
    "@acme/cto

    🔴 **Nobody has acknowledged this incident.** \`P0\` promises a response within 15 min; that was due at 14:45 UTC.
    Take it: type \`/ack\`.

    📟 **You are called: step 2 of the escalation (\`P0\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 14:45 UTC.
    Take it: type \`/ack\`."
  `);
  await w.advance("29m");
  await w.advance("1m");
  expect(w.next()).toContain("@bob");
  expect(w.time()).toBe("15:15:00");
  await w.comment("bob", "/ack");
  expect(w.labels()).toContain("sla: breached");
  await w.advance("15m");
  // The hour after which users are informed has nothing to do with the ladder.
  expect(w.next()).toContain("mail");
});

test("acknowledged in time, the response clock is met and nobody else is called", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  await w.advance("5m");
  await w.comment("bob", "/ack on it");
  expect(w.labels()).toContain("sla: met");
  await w.advance("29m");
  expect(w.clock("Response")).toContain("met");
});

test("without an update the one who leads is asked, after 1, 2 and 4 intervals; an update starts over", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.comment("bob", "/ack\n/lead @carol");
  await w.advance("30m");
  expect(w.next()).toContain("@carol");
  await w.comment("carol", "/status identified the pool is exhausted");
  await w.advance("29m");
  await w.advance("1m");
  expect(w.next()).toContain("@carol");
  // At one hour users are to be informed as well: one comment for both.
  await w.advance("30m");
  expect(w.next()).toContain("@carol");
  await w.advance("59m");
  await w.advance("1m");
  expect(w.next()).toContain("@carol");
});

test("a snooze quiets nudges until its end, but no breach", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.comment("alice", "/snooze 1h");
  await w.advance("15m");
  expect(w.next()).toContain("14:45 UTC");
  await w.comment("bob", "/ack");
  await w.advance("30m");
  await w.advance("14m");
  await w.advance("1m");
  const nudge = w.next();
  expect(nudge).toContain("@bob");
  expect(w.time()).toBe("15:30:00");
});

test("a pause stops the clock where the policy allows it, and resuming goes on from there", async () => {
  const w = await world();
  await w.open("Slow", { labels: P2 });
  await w.advance("1h");
  // The reporter's own words acknowledge nothing.
  await w.comment("alice", "/pause waiting for the provider");
  await w.advance("10h");
  expect(w.clock("Response")).toContain("stopped");
  await w.comment("alice", "/resume");
  expect(w.clock("Response")).toContain("2025-11-11 04:30 UTC");
  await w.advance("2h59m");
  await w.advance("1m");
  expect(w.next()).toContain("04:30 UTC");
});

test("pausing P0 is refused with the reason", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const id = await w.comment("alice", "/pause lunch");
  expect(w.reactions(id)).toEqual(["eyes", "confused"]);
  expect(w.next()).toContain("P0");
});

test("without the trigger label everything falls silent; put back, the clocks go on from where they stopped", async () => {
  const w = await world();
  await w.open("Slow", { labels: P1 });
  await w.advance("30m");
  await w.act("bob", (bob, number) => bob.removeLabel(REPOSITORY, number, "incident"));
  await w.advance("5h");
  expect(w.labels()).not.toContain("sla: breached");
  await w.act("bob", (bob, number) => bob.addLabels(REPOSITORY, number, "incident"));
  expect(w.clock("Response")).toContain("20:30 UTC");
  await w.advance("30m");
  expect(w.next()).toContain("20:30 UTC");
});
