// Somebody deletes the card when the store was lost and nothing was read since: only the webhook still has what it said.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const ours = (w: World) =>
  w.stage.github.thread(REPOSITORY, w.number).comments.filter(({ user }) => user === "tocsin[bot]");
const cardOf = (w: World) => ours(w).find(({ body }) => body.includes("tocsin:card"));

/** The store is lost, and the card deleted before anybody looks at the incident again. */
async function loseAll(w: World): Promise<void> {
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  w.stage.github.as("erin").deleteComment(REPOSITORY, cardOf(w)?.id ?? 0);
  await w.advance("5m");
}

test("a reminder that somebody deleted is not said once more when store and card are gone as well", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.comment("alice", "/tl 14:20 alert fired");
  await w.advance("20m");
  const said = ours(w).filter(({ body }) => !body.includes("tocsin:card"));
  expect(said.length).toBeGreaterThan(0);
  for (const { id } of said) w.stage.github.as("erin").deleteComment(REPOSITORY, id);
  await w.advance("1m");
  const before = w.card();
  await loseAll(w);
  expect(ours(w)).toHaveLength(1);
  expect(w.card()).toEqual(before);
});

test("the card of an incident that is over comes back with what it said", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/resolve rolled back");
  await w.advance("5m");
  expect(w.isOpen()).toBe(false);
  const before = w.card();
  await loseAll(w);
  expect(w.card()).toEqual(before);
});

test("an older deleted card that is told late does not undo what came after it", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  w.next();
  await w.advance("1m");
  w.stage.github.as("erin").deleteComment(REPOSITORY, cardOf(w)?.id ?? 0);
  await w.advance("5m");
  const deleted = w.stage.github.deliveries.find(({ action }) => action === "deleted");
  await w.comment("bob", "/ack\n/impact everybody");
  await w.advance("5m");
  const before = w.card();
  expect(deleted).toBeDefined();
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  if (deleted) await w.stage.app.accept({ id: crypto.randomUUID(), event: "issue_comment", payload: deleted.payload });
  await w.advance("5m");
  expect(w.card()).toEqual(before);
  expect(ours(w).filter(({ body }) => body.includes("tocsin:card"))).toHaveLength(1);
});

test("a reminder that somebody deleted before the card told of it is not said once more when the store is gone", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  w.next();
  await w.advance("14m");
  const isCard = ({ method }: { method: string }) => method === "PATCH";
  w.stage.github.faults = {
    before: (request) => (isCard(request) ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("1m");
  const last = ours(w).at(-1);
  expect(last?.body).toContain("promises a response");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  w.stage.github.faults = {};
  w.stage.github.as("erin").deleteComment(REPOSITORY, last?.id ?? 0);
  await w.advance("3m");
  expect(ours(w).filter(({ body }) => body.includes("promises a response"))).toEqual([]);
});

test("the card of an incident that is over comes back when nobody knows any more what it said", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/resolve rolled back");
  await w.advance("5m");
  const before = { card: w.card(), count: ours(w).length };
  w.stage.github.faults = { drop: () => true };
  w.stage.github.as("erin").deleteComment(REPOSITORY, cardOf(w)?.id ?? 0);
  w.stage.github.faults = {};
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("15m");
  expect(w.card()).toEqual(before.card);
  expect(ours(w)).toHaveLength(before.count);
});

test("a reminder is not said once more when it, the card and the store that was told of both are gone", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.advance("15m");
  const before = w.card();
  const mine = ours(w);
  expect(mine.length).toBeGreaterThan(1);
  w.stage.github.faults = { before: () => ({ status: 502, headers: {}, body: "" }) };
  for (const { id } of mine) w.stage.github.as("erin").deleteComment(REPOSITORY, id);
  await w.advance("1s");
  w.stage.github.faults = {};
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.redeliver();
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.card()).toEqual(before);
  expect(ours(w)).toHaveLength(1);
});
