// GitHub is the only truth: without the store, or without the webhooks, an incident goes on as if nothing had happened.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];

test("with the store deleted every incident comes back with the same deadlines, and nothing is said twice", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  expect(w.next()).toContain("@erin");
  await w.advance("10m");
  await w.comment("alice", "/impact everybody\n/tl 14:20 alert fired");
  await w.advance("5m");
  expect(w.next()).toContain("@acme/cto");
  const before = w.card();
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.card()).toEqual(before);
  await w.advance("30m");
  expect(w.next()).toContain("@bob");
});

test("what was missed while the app was down becomes one comment that says it is late", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  w.next();
  w.stage.github.faults = { drop: () => true };
  w.stage.clock.set(+w.stage.clock.now().plus({ minutes: 50 }));
  await w.stage.restart();
  await w.stage.app.sweep();
  await w.stage.quiet();
  const missed = w.next();
  expect(missed).toContain("@acme/cto");
  expect(missed).toContain("@bob");
  expect(missed).toMatchInlineSnapshot(`
    "@acme/cto @bob

    ⏱️ The app was away, so this comes late.

    🔴 **Nobody has acknowledged this incident.** \`P0\` promises a response within 15 min; that was due at 2025-11-10 14:45 UTC.
    Take it: type \`/ack\`.

    📟 **You are called: step 2 of the escalation (\`P0\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 14:45 UTC.
    Take it: type \`/ack\`.

    📟 **You are called: step 3 of the escalation (\`P0\`).** Nobody has acknowledged this incident; the response is due at 2025-11-10 14:45 UTC.
    Take it: type \`/ack\`."
  `);
});

test("a command whose webhook never came is found by the sweep and runs at its own time", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("5m");
  w.stage.github.faults = { drop: () => true };
  const id = await w.comment("bob", "/ack on it");
  await w.advance("5m");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.reactions(id)).toEqual(["eyes", "+1"]);
  expect(w.card()).toContain("14:35");
  await w.advance("10m");
});

test("a command runs once, however often its webhook comes", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.comment("alice", "/tl 14:20 alert fired");
  for (const { event, payload } of w.stage.github.deliveries)
    await w.stage.app.accept({ id: crypto.randomUUID(), event, payload });
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  for (const { event, payload } of w.stage.github.deliveries)
    await w.stage.app.accept({ id: crypto.randomUUID(), event, payload });
  await w.stage.quiet();
  expect(w.card().match(/14:20 - alert fired/g)).toHaveLength(1);
});

test("a forged card and a copied marker prove nothing", async () => {
  const w = await world();
  await w.open("One", { labels: P0 });
  const [card] = w.stage.github.thread(REPOSITORY, w.number).comments;
  await w.open("Two", { labels: ["incident", "severity: P1"] });
  await w.comment("alice", card?.body ?? "");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.labels()).toContain("severity: P1");
  expect(w.clock("Response")).toContain("15:30");
});

test("after an ambiguous answer the comment is looked for before it is said again", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  w.next();
  const isPost = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/comments");
  let failures = 0;
  w.stage.github.faults = {
    after: (request) => (isPost(request) && failures++ === 0 ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("15m");
  await w.advance("2m");
  expect(failures).toBe(1);
  expect(w.next()).toContain("@acme/cto");
});

test("an answer that never came and did nothing is repeated after it settled", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  w.next();
  let failures = 0;
  const isPost = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/comments");
  w.stage.github.faults = {
    before: (request) => (isPost(request) && failures++ === 0 ? { status: 502, headers: {}, body: "" } : undefined),
  };
  await w.advance("15m");
  await w.advance("59s");
  expect(failures).toBe(1);
  await w.advance("1s");
  expect(w.next()).toContain("@acme/cto");
});

test("a webhook that could not be delivered is asked for again", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const { store } = w.stage;
  const accept = store.accept;
  store.accept = () => Promise.reject(new Error("the disk is full"));
  const id = await w.comment("bob", "/ack");
  expect(w.reactions(id)).toEqual([]);
  store.accept = accept;
  expect(await w.stage.app.redeliver()).toBe(1);
  await w.stage.quiet();
  expect(w.reactions(id)).toEqual(["eyes", "+1"]);
  expect(await w.stage.app.redeliver()).toBe(0);
});

test("a report that was opened a moment before its store was lost is found again, and not opened twice", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  // From the report on nothing gets through any more.
  let isOpened = false;
  w.stage.github.faults.after = ({ method, path }) => {
    isOpened ||= method === "POST" && path.endsWith("/issues");
    return isOpened ? "reset" : undefined;
  };
  w.stage.github.faults.before = () => (isOpened ? { status: 502, headers: {}, body: "Server Error" } : undefined);
  await w.comment("bob", "/ack\n/resolve done");
  expect(isOpened).toBe(true);
  w.stage.github.faults = {};
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.advance("2m");
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("15m");
  expect(() => w.stage.github.thread(REPOSITORY, w.number + 1)).not.toThrow();
  expect(() => w.stage.github.thread(REPOSITORY, w.number + 2)).toThrow();
  expect(w.card()).toContain("Post-mortem");
});

test("a reminder in an action item's thread is known there, also when the store is lost before the card tells of it", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/action raise the pool @bob 2025-11-12");
  await w.comment("bob", "/cancel a false alarm");
  const isCardEdit = (method: string, path: string) => method === "PATCH" && path.includes("/issues/comments/");
  const answer = { status: 502, headers: { "content-type": "application/json" }, body: '{"message":"Server Error"}' };
  w.stage.github.faults.before = ({ method, path }) => (isCardEdit(method, path) ? answer : undefined);
  const reminders = () => w.stage.github.thread(REPOSITORY, w.number + 1).comments;
  await w.advance("1d");
  expect(reminders()).toHaveLength(1);
  w.stage.github.faults = {};
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("5m");
  expect(reminders()).toHaveLength(1);
  await w.advance("1d");
  expect(reminders()).toHaveLength(2);
});
