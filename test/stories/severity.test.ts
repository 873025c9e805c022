// Severity changes: upgrades bring deadlines nearer, downgrades start over, exactly one label remains.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

test("an upgrade brings the deadline nearer, counted from the change", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.advance("1h");
  await w.comment("alice", "/severity P0 nobody can log in");
  expect(w.labels()).toEqual(["incident", "severity: P0", "sla: on track"]);
  expect(w.clock("Response")).toContain("15:45 UTC");
  expect(w.next()).toContain("@erin");
});

test("an upgrade never pushes a deadline away", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P1"] });
  await w.advance("55m");
  await w.comment("alice", "/sev 0");
  expect(w.clock("Response")).toContain("15:30 UTC");
});

test("a downgrade counts again from the declaration, and needs a reason", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("5m");
  await w.comment("alice", "/severity P2");
  expect(w.next()).toMatchInlineSnapshot(`
    "@alice

    Going down from \`P0\` to \`P2\` needs a reason. Type \`/severity P2 your reason\`."
  `);
  expect(w.labels()).toContain("severity: P0");
  await w.comment("alice", "/severity P2 only the search is slow");
  expect(w.labels()).toEqual(["incident", "severity: P2", "sla: on track"]);
  expect(w.clock("Response")).toContain("18:30 UTC");
});

test("a label by a person changes the severity, and the other label goes", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P2", "shop"] });
  await w.advance("10m");
  await w.act("carol", (carol, number) => carol.addLabels(REPOSITORY, number, "severity: P1"));
  expect(w.labels()).toEqual(["incident", "severity: P1", "shop", "sla: on track"]);
  expect(w.clock("Response")).toContain("15:40 UTC");
  expect(w.card()).toContain("carol");
});

test("a severity label taken away comes back; one added twice changes nothing", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.act("carol", (carol, number) => carol.removeLabel(REPOSITORY, number, "severity: P1"));
  expect(w.labels()).toContain("severity: P1");
});

test("an unknown severity is refused with the ones there are", async () => {
  const w = await world();
  await w.open();
  const id = await w.comment("alice", "/severity P9");
  expect(w.reactions(id)).toEqual(["eyes", "confused"]);
  expect(w.next()).toContain("P0, P1, P2, P3");
});
