// Declaring: an issue with the label becomes an incident, once, whatever the order of the webhooks.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

test("an issue opened with the label gets one card, its severity label and its clocks", async () => {
  const w = await world();
  await w.open("Login broken", { labels: ["incident", "severity: P1"] });
  expect(w.labels()).toEqual(["incident", "severity: P1", "sla: on track"]);
  expect(w.clock("Response")).toContain("15:30 UTC");
});

test("the severity comes from a label, the form, the title or the policy, in this order", async () => {
  const w = await world({ policy: "default_severity: P3" });
  await w.open("[P2] a", { labels: ["incident", "P0"], body: "### Severity\n\nP1 (High)" });
  expect(w.labels()).toContain("severity: P0");
  await w.open("[P2] b", { body: "### Severity\n\nP1 (High)" });
  expect(w.labels()).toContain("severity: P1");
  await w.open("[P2] c", { body: "### Severity\n\n_No response_" });
  expect(w.labels()).toContain("severity: P2");
  await w.open("d");
  expect(w.labels()).toContain("severity: P3");
});

test("without a severity triage and response run as if it were the worst, and both come due in one comment", async () => {
  const w = await world();
  await w.open();
  expect(w.labels()).toEqual(["incident", "sla: on track"]);
  await w.advance("15m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toMatchInlineSnapshot(`
    "@alice

    ⚪ **Nobody has said how bad this is.** It was to be known by 14:45 UTC, and counts as the worst until then.
    Type \`/severity P0\` (down for everybody), \`P1\` (a major function is down), \`P2\` (degraded), \`P3\` (minor).

    🔴 **Nobody has acknowledged this incident.** Its severity is unknown, so it counts as the worst, which promises a response within 15 min; that was due at 14:45 UTC.
    Take it: type \`/ack\`."
  `);
});

test("the label put on later declares at the time of the label", async () => {
  const w = await world();
  await w.open("Slow", { labels: [] });
  await w.advance("2h");
  await w.act("carol", (carol, number) => carol.addLabels(REPOSITORY, number, "incident", "severity: P0"));
  expect(w.clock("Response")).toContain("16:45 UTC");
});

test("opened and labelled in any order and number give one card, one severity label and one set of clocks", async () => {
  const w = await world({ policy: LADDER });
  const { stage } = w;
  stage.github.faults = { duplicate: () => true };
  await w.open("Down", { labels: ["incident", "severity: P1", "shop"] });
  expect(w.next()).toContain("@bob");
  // Everything GitHub ever sent, once more, backwards, under new names.
  for (const { event, payload } of stage.github.deliveries.toReversed()) {
    await stage.app.accept({ id: crypto.randomUUID(), event, payload });
  }
  await stage.quiet();
  expect(w.labels()).toEqual(["incident", "severity: P1", "shop", "sla: on track"]);
  expect(w.card()).toContain("15:30 UTC");
});

test("a deadline is counted from GitHub's time: an issue of 14 min 57 s ago is overdue in 3 s", async () => {
  const w = await world();
  w.stage.github.faults = { drop: () => true };
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("14m57s");
  expect(w.stage.github.thread(REPOSITORY, w.number).comments).toHaveLength(0);
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.labels()).toContain("sla: at risk");
  await w.advance("2s");
  expect(w.labels()).toContain("sla: at risk");
  await w.advance("1s");
  expect(w.next()).toContain("14:45 UTC");
  expect(w.labels()).toContain("sla: breached");
});

test("a pull request is never an incident, nor is an issue without the label", async () => {
  const w = await world();
  await w.open("Just a question", { labels: ["question"] });
  await w.comment("bob", "/ack");
  expect(w.labels()).toEqual(["question"]);
  expect(w.stage.github.thread(REPOSITORY, w.number).comments).toHaveLength(1);
});
