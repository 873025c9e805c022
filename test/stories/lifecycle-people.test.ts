// What can become of people: accounts that are deleted, logins that change, roles that are taken away.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const OURS = "tocsin[bot]";

/** Nothing is said but reminders that are due, and the incident can still be worked on. */
async function goesOn(w: World): Promise<void> {
  expect(w.labels()).toContain("sla: on track");
  await w.comment("carol", "/ack");
  expect(w.labels()).toContain("sla: met");
}

test("a ghost reported it", async () => {
  const w = await world();
  await w.open("Down", { labels: P1, by: "dave" });
  await w.act("erin", (erin, number) => erin.addLabels(REPOSITORY, number, ...P1));
  w.stage.github.removeUser("dave");
  await w.comment("carol", "/impact everybody");
  expect(w.card()).toContain("ghost");
  await w.comment("carol", "/ack");
  expect(w.labels()).toContain("sla: met");
});

test("a ghost commented, and its commands are worth nothing", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  w.stage.github.faults = { drop: ({ event }) => event === "issue_comment" };
  w.stage.github.as("bob").comment(REPOSITORY, w.number, "/ack");
  w.stage.github.removeUser("bob");
  w.stage.github.faults = {};
  await w.comment("alice", "what do we know?");
  await goesOn(w);
});

test("a ghost put the labels on, and took one off", async () => {
  const w = await world();
  await w.open("Down", { labels: [] });
  w.stage.github.faults = { drop: () => true };
  await w.act("bob", (bob, number) => bob.addLabels(REPOSITORY, number, ...P1, "bug"));
  await w.act("bob", (bob, number) => bob.removeLabel(REPOSITORY, number, "bug"));
  w.stage.github.removeUser("bob");
  w.stage.github.faults = {};
  await w.stage.app.sweep();
  await w.stage.quiet();
  await goesOn(w);
});

test("a ghost closed it: resolved, by nobody", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("carol", "/ack");
  w.stage.github.faults = { drop: () => true };
  await w.act("bob", (bob, number) => bob.close(REPOSITORY, number));
  w.stage.github.removeUser("bob");
  w.stage.github.faults = {};
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.isOpen()).toBe(false);
  expect(w.card()).toContain("Resolved");
});

test("a ghost was assigned", async () => {
  const w = await world();
  await w.open("Down", { labels: P1, assignees: ["bob"] });
  w.stage.github.removeUser("bob");
  await w.comment("alice", "hm");
  await goesOn(w);
});

test("a ghost assigned somebody", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  w.stage.github.faults = { drop: () => true };
  await w.act("bob", (bob, number) => bob.assign(REPOSITORY, number, "carol"));
  w.stage.github.removeUser("bob");
  w.stage.github.faults = {};
  await w.comment("alice", "hm");
  expect(w.labels()).toEqual(expect.arrayContaining(["incident", "severity: P1"]));
  await w.comment("carol", "/impact everybody");
  expect(w.card()).toContain("everybody");
});

test("a webhook without a sender, an author or an assignee is heard all the same", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const sent = w.stage.github.deliveries.find(({ event, action }) => event === "issues" && action === "labeled");
  const { payload } = sent ?? expect.unreachable();
  const issue = { ...(payload["issue"] as object), user: null, assignee: null, assignees: [null], closed_by: null };
  const comment = {
    id: 77,
    body: "/ack",
    user: null,
    created_at: "2025-11-10T14:30:00Z",
    updated_at: "2025-11-10T14:30:00Z",
  };
  const base = { ...payload, issue, sender: null } as Record<string, unknown>;
  for (const [event, more] of [
    ["issues", { action: "assigned", assignee: null }],
    ["issues", { action: "labeled", label: null }],
    ["issue_comment", { action: "created", comment }],
  ] as const)
    await w.stage.app.accept({ id: crypto.randomUUID(), event, payload: { ...base, ...more } as never });
  await w.stage.quiet();
  await goesOn(w);
});

test("the lead left the organisation: reminders go on, and somebody else takes over", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  await w.comment("bob", "/ack\n/lead");
  w.stage.github.removeUser("bob");
  await w.advance("30m");
  expect(w.next()).toContain("@bob");
  await w.comment("carol", "/lead");
  await w.advance("30m");
  expect(w.next()).toContain("@carol");
});

test("who has no role in the repository may not command", async () => {
  const w = await world();
  w.stage.github.addUser("mallory");
  await w.open("Down", { labels: P1 });
  await w.comment("mallory", "/ack");
  expect(w.next()).toContain("triage");
  expect(w.labels()).toContain("sla: on track");
});

test("under another login, somebody is who they were: what they did stands, and their role holds", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack");
  w.stage.github.renameUser("bob", "robert");
  await w.advance("1m");
  await w.comment("robert", "/impact everybody");
  expect(w.card()).toContain("everybody");
  expect(w.labels()).toContain("sla: met");
});

test("every account is deleted: the app says what is due, to nobody it does not know", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  w.stage.github.removeUser("alice");
  await w.advance("1h");
  expect(w.next()).toContain("Nobody has acknowledged");
  expect(w.stage.github.thread(REPOSITORY, w.number).comments.every(({ user }) => user === OURS)).toBe(true);
});
