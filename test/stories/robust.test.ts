// What must not stop an incident: floods, refusals, lags and lost answers.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];
const FAILED = { status: 500, headers: {}, body: "" };

const reports = (w: World) => {
  const found: number[] = [];
  for (let number = 1; number < 20; number += 1) {
    try {
      if (w.stage.github.thread(REPOSITORY, number).labels.includes("post-mortem")) found.push(number);
    } catch {
      return found;
    }
  }
  return found;
};

test("two hundred commands by somebody who may not do not keep the breach from being said", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  for (let index = 0; index < 200; index += 1) w.stage.github.as("dave").comment(REPOSITORY, w.number, `/ack ${index}`);
  await w.stage.quiet();
  expect(w.next()).toContain("triage");
  await w.advance("20m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("reactions that fail stop nothing", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  w.stage.github.faults = { before: ({ path }) => (path.includes("/reactions") ? FAILED : undefined) };
  await w.comment("alice", "/tl look");
  await w.advance("20m");
  expect(w.next()).toContain("acknowledged");
  expect(w.card()).toContain("look");
});

test("a post-mortem that GitHub will not have opened is tried again later, and the card goes on", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const refused = { status: 403, headers: {}, body: '{"message":"Resource not accessible by integration"}' };
  w.stage.github.faults = {
    before: ({ method, path }) => (method === "POST" && /\/issues$/.test(path) ? refused : undefined),
  };
  await w.comment("bob", "/ack\n/resolve");
  expect(w.card()).toContain("Resolved");
  expect(reports(w)).toEqual([]);
  w.stage.github.faults = {};
  await w.advance("5m");
  expect(reports(w)).toHaveLength(1);
});

test("an action longer than GitHub's titles is followed all the same", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", `/action ${"long ".repeat(70)}@bob 2026-01-31`);
  expect(w.stage.github.thread(REPOSITORY, w.number + 1).title).toHaveLength(256);
});

test("not found for ten minutes is not gone", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("47m");
  const missing = { status: 404, headers: {}, body: '{"message":"Not Found"}' };
  w.stage.github.faults = { before: ({ path }) => (path.includes("/issues/1") ? missing : undefined) };
  await w.advance("10m");
  w.stage.github.faults = {};
  await w.advance("10m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test.each(["reset", "unlinked"])("one post-mortem, also when it was opened and %s", async (how) => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("bob", "/ack");
  let once = 0;
  const linked = how === "unlinked" ? /\/sub_issues$/ : /\/issues$/;
  const isIt = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && linked.test(path) && once++ === 0;
  const refused = { status: 422, headers: {}, body: '{"message":"too many"}' };
  w.stage.github.faults =
    how === "unlinked"
      ? { before: (request) => (isIt(request) ? refused : undefined) }
      : { after: (request) => (isIt(request) ? "reset" : undefined) };
  await w.comment("bob", "/resolve");
  await w.advance("10m");
  expect(reports(w)).toEqual([2]);
  await w.act("bob", (bob) =>
    bob.editIssue(REPOSITORY, 2, {
      body: filled(w.stage.github.thread(REPOSITORY, 2).body ?? "").replace(/(\*\*Impact\*\*:).*/, "$1 all"),
    }),
  );
  await w.comment("bob", "/pm done");
  expect(w.isOpen()).toBe(false);
});

test("an edit seen before its webhook, where nothing else can tell, is answered once the webhook says who it was", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const id = await w.comment("alice", "hm");
  await w.advance("1m");
  w.stage.github.faults = {
    drop: () => true,
    before: ({ path }) => (path.endsWith("/graphql") ? { status: 404, headers: {}, body: "" } : undefined),
  };
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, id, "hm\n/ack"));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.labels()).toContain("sla: on track");
  expect(w.next()).toContain("edited");
  const isEdit = (payload: { action?: string; sender?: { login?: string } }) =>
    payload.action === "edited" && payload.sender?.login === "bob";
  const { event, payload } = w.stage.github.deliveries.find((one) => isEdit(one.payload)) ?? expect.unreachable();
  await w.stage.app.accept({ id: crypto.randomUUID(), event, payload });
  await w.stage.quiet();
  expect(w.labels()).toContain("sla: met");
});

test("a label of the team's own choice triggers from the first webhook after a restart", async () => {
  const w = await world({ policy: "trigger: outage" });
  await w.act("erin", (erin) => erin.openIssue(REPOSITORY, { title: "makes the label", labels: ["outage"] }));
  await w.stage.restart();
  await w.open("Down", { labels: ["outage", "severity: P1"] });
  expect(w.labels()).toContain("sla: on track");
});

test("what is typed on an action item is about the action item", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/action raise the pool @bob 2026-01-31");
  await w.act("carol", (carol, number) =>
    carol.comment(REPOSITORY, number + 1, "I can take this one in January\n/cancel not worth it"),
  );
  expect(w.isOpen()).toBe(true);
  expect(w.labels()).toContain("sla: on track");
});

test("two questions in one comment get two answers", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "/sla\n/sla explain");
  expect(w.next()).toContain("15:30");
  expect(w.next()).toContain("promised");
});

test("a card whose fate is unknown does not make the breach late", async () => {
  const w = await world();
  let once = 0;
  const isCard = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/comments") && once++ === 0;
  w.stage.github.faults = { drop: () => true, before: (request) => (isCard(request) ? FAILED : undefined) };
  await w.open("Down", { labels: P0 });
  await w.advance("14m50s");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(once).toBe(1);
  await w.advance("10s");
  expect(w.next()).toContain("acknowledged");
  expect(w.labels()).toContain("sla: breached");
  await w.advance("1m");
  expect(w.card()).toContain("14:45");
});
