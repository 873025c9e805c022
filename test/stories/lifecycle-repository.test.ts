// What can become of the repository: another name, another owner, an archive, hidden, deleted.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];

const commentsIn = (w: World, repository: string, number: number) =>
  w.stage.github.thread(repository, number).comments.filter(({ user }) => user === "tocsin[bot]");
const requestsSince = (w: World, from: number) =>
  w.stage.github.requests.slice(from).map(({ method, path, status }) => ({ method, path, status }));
const refusedSince = (w: World, from: number) => requestsSince(w, from).filter(({ status }) => status === 403);

test.each(["told", "untold"])("a renamed repository: the incident goes on, at its deadline (%s)", async (how) => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  if (how === "untold") w.stage.github.faults = { drop: () => true };
  w.stage.github.as("erin").renameRepository(REPOSITORY, "store");
  await w.stage.quiet();
  await w.advance("15m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
  w.stage.github.faults = {};
  await w.comment("bob", "/ack");
  expect(w.labels()).toContain("sla: met");
  await w.stage.app.sweep();
  await w.stage.quiet();
  const from = w.stage.github.requests.length;
  await w.comment("bob", "/resolve");
  expect(requestsSince(w, from).filter(({ path }) => path.includes("/acme/shop"))).toEqual([]);
});

test("somebody else's repository that takes the old name gets nothing of ours", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  w.stage.github.faults = { drop: () => true };
  w.stage.github.as("erin").renameRepository(REPOSITORY, "store");
  w.stage.github.addRepository(REPOSITORY, { collaborators: { erin: "admin" } });
  w.stage.github.as("erin").openIssue(REPOSITORY, { title: "A question" });
  await w.stage.quiet();
  await w.advance("15m");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(commentsIn(w, REPOSITORY, 1)).toEqual([]);
  expect(commentsIn(w, "acme/store", 1)).toHaveLength(2);
  expect(w.stage.github.thread("acme/store", 1).labels).toContain("sla: breached");
});

test("an archived repository is not asked again and again; unarchived, everything due is said once, at once", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.act("erin", (erin) => erin.archiveRepository(REPOSITORY));
  const from = w.stage.github.requests.length;
  await w.advance("7d");
  expect(refusedSince(w, from).length).toBeLessThan(60);
  await w.act("erin", (erin) => erin.archiveRepository(REPOSITORY, false));
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("unarchived without a webhook, the next sweep goes on", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.stage.app.sweep();
  w.stage.github.faults = { drop: () => true };
  await w.act("erin", (erin) => erin.archiveRepository(REPOSITORY));
  await w.advance("3d");
  await w.act("erin", (erin) => erin.archiveRepository(REPOSITORY, false));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("made private and public again, nothing changes", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const before = w.card();
  await w.act("erin", (erin) => erin.hideRepository(REPOSITORY));
  await w.advance("5m");
  await w.act("erin", (erin) => erin.hideRepository(REPOSITORY, false));
  expect(w.card()).toBe(before);
  await w.advance("10m");
  expect(w.next()).toContain("acknowledged");
});

test("a deleted repository is looked for ever more rarely, and forgotten after about a day", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  w.stage.github.as("erin").deleteRepository(REPOSITORY);
  await w.stage.quiet();
  const from = w.stage.github.requests.length;
  await w.advance("3d");
  const asked = requestsSince(w, from);
  expect(asked.filter(({ method, path }) => method !== "GET" && !path.includes("access_tokens"))).toEqual([]);
  expect(asked.length).toBeLessThan(200);
  expect(await w.stage.store.nextDue()).toBeUndefined();
});

test("given to an owner who has the app, the incident goes on there", async () => {
  const w = await world();
  w.stage.github.addOrganization("globex", ["erin"]);
  w.stage.github.install(4711, "globex");
  await w.open("Down", { labels: P0 });
  await w.act("erin", (erin) => erin.transferRepository(REPOSITORY, "globex"));
  await w.advance("15m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});

test("given to an owner without the app, it falls silent; installed there within a week, it goes on", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  w.stage.github.addOrganization("globex", ["erin"]);
  await w.act("erin", (erin) => erin.transferRepository(REPOSITORY, "globex"));
  const from = w.stage.github.requests.length;
  await w.advance("5d");
  expect(requestsSince(w, from).filter(({ status }) => status < 300 && status !== 201)).toEqual([]);
  w.stage.github.install(4711, "globex");
  await w.stage.quiet();
  expect(w.labels()).toContain("sla: breached");
  expect(w.next()).toContain("acknowledged");
});
