// What pages will show is there with every look at the incident, and comes back when the store was lost.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import type { Summary } from "../../src/domain/summary.ts";
import { type World, world } from "../support/world.ts";

async function summary(w: World): Promise<Summary> {
  const [row, ...others] = await w.stage.store.summaries({});
  expect(others).toEqual([]);
  return JSON.parse(row?.body ?? "{}") as Summary;
}

test("severity, clocks, roles, updates and actions as they are now; also from an empty store", async () => {
  const w = await world();
  await w.open("Shop down", { labels: ["incident", "severity: P0"] });
  w.skim();
  await w.advance("5m");
  await w.comment("bob", "/lead @alice\n/affects checkout\n/status identified the pool is exhausted");
  const seen = await summary(w);
  expect(seen).toMatchObject({ number: 1, title: "Shop down", severity: "P0", rank: 0, lead: "alice" });
  expect(seen).toMatchObject({ status: "identified", components: ["checkout"], acknowledged: { by: "alice" } });
  const [text, at] = ["the pool is exhausted", +w.stage.clock.now()];
  expect(seen.updates).toEqual([{ at, status: "identified", text, severity: "P0", isHeld: false }]);
  expect(seen.clocks.map(({ clock }) => clock)).toEqual(["response", "update", "user-notice"]);
  expect(seen.clocks[0]).toMatchObject({ due: seen.declaredAt + 15 * 60_000, done: seen.declaredAt + 5 * 60_000 });

  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(await summary(w)).toEqual(seen);
});

test("over, it is no longer among the open ones; an issue that is no incident never was one", async () => {
  const w = await world();
  const { store } = w.stage;
  await w.open("A question", { labels: [] });
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  w.skim();
  expect((await store.summaries({ isOpen: true })).length).toBe(1);
  await w.comment("bob", "/resolve cache warmed");
  w.skim();
  expect([await store.summaries({ isOpen: true }), (await store.summaries({})).length]).toEqual([[], 1]);
  expect(await summary(w)).toMatchObject({ ended: { by: "bob", kind: "resolved" } });
});
