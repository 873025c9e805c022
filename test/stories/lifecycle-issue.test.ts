// What can become of the issue: it is moved, locked, deleted, made a discussion, pinned, renamed.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];
const P1 = ["incident", "severity: P1"];
const OTHER = "acme/api";

const cardsIn = (w: World, repository: string, number: number) =>
  w.stage.github
    .thread(repository, number)
    .comments.filter(({ user, body }) => user === "tocsin[bot]" && body.includes("<!-- tocsin:card"));
const saidIn = (w: World, repository: string, number: number) =>
  w.stage.github
    .thread(repository, number)
    .comments.filter(({ user, body }) => user === "tocsin[bot]" && !body.includes("<!-- tocsin:card"));
/** Writes since a request's index, as `METHOD path`. */
const writes = (w: World, from: number) =>
  w.stage.github.requests
    .slice(from)
    .filter(({ method, path }) => method !== "GET" && !path.includes("access_tokens"))
    .map(({ method, path }) => `${method} ${path}`);

/** A world with a second repository that the app is installed on, and an incident to be transferred to it. */
async function movable({ labels = P0 } = {}): Promise<World> {
  const w = await world();
  w.stage.github.addRepository(OTHER, { collaborators: { alice: "maintain", bob: "write", erin: "admin" } });
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.open("Down", { labels });
  return w;
}

test.each(["told", "untold"])(
  "a transferred incident goes on where it is now: same card, same deadline (%s)",
  async (how) => {
    const w = await movable();
    await w.advance("5m");
    await w.comment("alice", "/impact everybody");
    if (how === "untold") w.stage.github.faults = { drop: () => true };
    w.stage.github.as("erin").openIssue(OTHER, { title: "so that the number differs" });
    const number = w.stage.github.as("erin").transferIssue(REPOSITORY, w.number, OTHER);
    await w.stage.quiet();
    await w.advance("10m");
    const cards = cardsIn(w, OTHER, number);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.body).toContain("everybody");
    expect(w.stage.github.thread(OTHER, number).labels).toEqual(
      expect.arrayContaining(["incident", "severity: P0", "sla: breached"]),
    );
    expect(saidIn(w, OTHER, number)).toHaveLength(1);
    expect(saidIn(w, OTHER, number)[0]?.body).toContain("acknowledged");
    w.stage.github.faults = {};
    w.stage.github.as("bob").comment(OTHER, number, "/ack");
    await w.stage.quiet();
    expect(w.stage.github.thread(OTHER, number).labels).toContain("sla: met");
  },
);

test("labels that were lost on the way are put back, and the clocks do not stop for it", async () => {
  const w = await movable();
  const number = w.stage.github.as("erin").transferIssue(REPOSITORY, w.number, OTHER);
  w.stage.github.as("erin").removeLabel(OTHER, number, "severity: P0");
  await w.stage.quiet();
  expect(w.stage.github.thread(OTHER, number).labels).toEqual(expect.arrayContaining(["incident", "severity: P0"]));
  expect(cardsIn(w, OTHER, number)[0]?.body).not.toContain("silent");
});

test("a transferred incident survives the loss of the store after its arrival", async () => {
  const w = await movable();
  const number = w.stage.github.as("erin").transferIssue(REPOSITORY, w.number, OTHER);
  await w.stage.quiet();
  await w.advance("15m");
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(cardsIn(w, OTHER, number)).toHaveLength(1);
  expect(saidIn(w, OTHER, number)).toHaveLength(1);
});

test("transferred to where the app is not, its lane ends in silence", async () => {
  const w = await world();
  w.stage.github.addRepository("elsewhere/api", { collaborators: { erin: "admin" } });
  await w.open("Down", { labels: P0 });
  w.stage.github.as("erin").transferIssue(REPOSITORY, w.number, "elsewhere/api");
  const from = w.stage.github.requests.length;
  await w.stage.quiet();
  await w.advance("2d");
  expect(writes(w, from)).toEqual([]);
  expect(await w.stage.store.lanes(REPOSITORY)).toEqual([expect.objectContaining({ number: 0 })]);
});

test("a locked thread gets no comment, but its card and labels; unlocked, what is due is said once", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.act("erin", (erin, number) => erin.lock(REPOSITORY, number));
  await w.advance("20m");
  expect(w.labels()).toContain("sla: breached");
  expect(w.clock("Response")).toContain("breached");
  await w.act("erin", (erin, number) => erin.unlock(REPOSITORY, number));
  expect(w.next()).toContain("acknowledged");
  await w.advance("20m");
});

test("a thread that stays locked is not asked again and again", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.act("erin", (erin, number) => erin.lock(REPOSITORY, number));
  const from = w.stage.github.requests.length;
  await w.advance("7d");
  const refused = writes(w, from).filter((one) => one.endsWith("/comments"));
  expect(refused.length).toBeGreaterThan(1);
  expect(refused.length).toBeLessThan(20);
});

test("unlocked without a webhook, what is due is said at the next try", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.act("erin", (erin, number) => erin.lock(REPOSITORY, number));
  await w.advance("16m");
  w.stage.github.faults = { drop: () => true };
  await w.act("erin", (erin, number) => erin.unlock(REPOSITORY, number));
  await w.advance("5m");
  expect(w.next()).toContain("acknowledged");
});

test.each(["told", "untold"])("a deleted issue is forgotten, and nothing is written any more (%s)", async (how) => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  if (how === "untold") w.stage.github.faults = { drop: () => true };
  w.stage.github.as("erin").deleteIssue(REPOSITORY, w.number);
  const from = w.stage.github.requests.length;
  await w.stage.quiet();
  await w.advance("1d");
  expect(writes(w, from)).toEqual([]);
  expect(await w.stage.store.nextDue()).toBeUndefined();
});

test("made a discussion, it is neither resolved nor opened again, and nothing is written any more", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  w.stage.github.as("erin").convertToDiscussion(REPOSITORY, w.number);
  const from = w.stage.github.requests.length;
  await w.stage.quiet();
  await w.advance("2d");
  expect(writes(w, from)).toEqual([]);
  expect(w.isOpen()).toBe(false);
});

test("pinned, unpinned and renamed, an incident stays what it is", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const before = w.card();
  await w.act("erin", (erin, number) => erin.pin(REPOSITORY, number));
  await w.act("erin", (erin, number) => erin.pin(REPOSITORY, number, false));
  await w.act("erin", (erin, number) => erin.editIssue(REPOSITORY, number, { title: "[P0] Checkout is down" }));
  expect(w.card()).toBe(before);
  expect(w.labels()).toEqual(["incident", "severity: P1", "sla: on track"]);
  await w.advance("1h");
  expect(w.next()).toContain("acknowledged");
});
