// The post-mortem: it opens itself, is reminded of, keeps the incident open, and closes it when it is done.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];

/** A P1 of 14:30, acknowledged and resolved at 14:45; resolves to the number of its post-mortem. */
async function resolved(w: World): Promise<number> {
  await w.open("Checkout down", { labels: P1 });
  await w.comment("bob", "/ack\n/lead");
  await w.advance("15m");
  await w.comment("bob", "/impact 30 % of checkouts fail\n/resolve pool raised to 20");
  return w.number + 1;
}

const issue = (w: World, number: number) => {
  const thread = w.stage.github.thread(REPOSITORY, number);
  return { ...thread, body: thread.body ?? "" };
};
const ours = (w: World, number: number) =>
  issue(w, number)
    .comments.filter(({ user }) => user === "tocsin[bot]")
    .map(({ body }) => body);

test("resolving P1 opens a post-mortem under it, prefilled in the plan's format", async () => {
  const w = await world();
  const report = await resolved(w);
  expect(issue(w, report).labels).toEqual(["post-mortem"]);
  expect(issue(w, report).assignees).toEqual(["bob"]);
  const { body } = issue(w, report);
  for (const part of [
    "**Severity**: P1",
    "14:30 start → 14:45 resolved",
    "30 % of checkouts fail",
    "## Timeline",
    "- 14:30 - ",
    "## Root Cause",
    "## Action Items",
  ])
    expect(body).toContain(part);
  expect(w.labels()).toContain("post-mortem: required");
  expect(w.card()).toContain(`#${report}`);
  expect(w.isOpen()).toBe(true);
});

test("its owner is reminded at -24 h, -4 h, at the deadline and daily, and at no other time", async () => {
  const w = await world();
  await resolved(w);
  await w.advance("23h59m");
  await w.advance("1m");
  expect(w.next()).toContain("@bob");
  await w.advance("19h59m");
  await w.advance("1m");
  expect(w.next()).toContain("2025-11-12 14:45 UTC");
  await w.advance("3h59m");
  expect(w.labels()).toContain("post-mortem: required");
  await w.advance("1m");
  expect(w.next()).toContain("overdue");
  expect(w.labels()).toContain("post-mortem: overdue");
  await w.advance("23h59m");
  await w.advance("1m");
  expect(w.next()).toContain("overdue");
});

test("closed before it is done, the incident is opened again with one explanation", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.act("carol", (carol, number) => carol.close(REPOSITORY, number, "completed"));
  expect(w.isOpen()).toBe(true);
  const why = w.next();
  expect(why).toContain("@carol");
  expect(why).toContain(`#${report}`);
  await w.act("carol", (carol, number) => carol.close(REPOSITORY, number, "completed"));
  expect(w.isOpen()).toBe(true);
});

test("done is checked: refused with the list, then the app closes report and incident", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.comment("bob", "/postmortem done");
  expect(w.next()).toContain("Line");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: `${issue(w, report).body}\n` }));
  expect(ours(w, report).at(-1)).toContain("Line");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: filled(issue(w, report).body) }));
  expect(ours(w, report)).toEqual([expect.stringContaining("Nothing is missing")]);
  expect(w.labels()).toContain("post-mortem: in review");
  await w.comment("bob", "/pm done");
  expect(issue(w, report).state).toBe("closed");
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
});

test("closing the report as completed asks for done; too early it is opened again with the list", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.act("bob", (bob) => bob.close(REPOSITORY, report, "completed"));
  expect(issue(w, report).state).toBe("open");
  expect(ours(w, report).at(-1)).toContain("Line");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: filled(issue(w, report).body) }));
  await w.act("bob", (bob) => bob.close(REPOSITORY, report, "completed"));
  expect(issue(w, report).state).toBe("closed");
  expect(w.isOpen()).toBe(false);
  expect(ours(w, report)).toHaveLength(1);
});

test("waiving needs maintain and a reason, and closes the incident", async () => {
  const w = await world();
  await resolved(w);
  await w.comment("carol", "/postmortem waive nothing to learn");
  expect(w.next()).toContain("maintain");
  await w.comment("alice", "/postmortem waive known provider outage");
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: waived");
  expect(w.card()).toContain("known provider outage");
});

test("a downgrade after the resolution does not erase the debt", async () => {
  const w = await world();
  await resolved(w);
  await w.comment("alice", "/severity P3 it was not that bad");
  expect(w.labels()).toContain("post-mortem: required");
  expect(w.isOpen()).toBe(true);
});

test("P2 owes none, and gets one by /postmortem", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/resolve");
  expect(w.isOpen()).toBe(false);
  await w.comment("bob", "/postmortem");
  expect(issue(w, w.number + 1).labels).toEqual(["post-mortem"]);
});

test("the report deleted is opened again, once, with what was known", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.act("erin", (erin) => erin.deleteIssue(REPOSITORY, report));
  // What was opened within the minute may only lag; then it is gone.
  await w.advance("2m");
  expect(issue(w, report + 1).body).toContain("14:30 start → 14:45 resolved");
  await w.advance("1h");
  expect(
    w.stage.github.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/issues")),
  ).toHaveLength(2);
});

test("what people write in the report is never overwritten, our parts are kept up to date", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: `${issue(w, report).body}\n\nMy own words.` }));
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(issue(w, report).body).toContain("14:40 - pool found exhausted");
  expect(issue(w, report).body).toContain("My own words.");
});

test("action items become issues; box and issue follow each other both ways", async () => {
  const w = await world();
  const report = await resolved(w);
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: filled(issue(w, report).body) }));
  const [pool, alert] = [report + 1, report + 2];
  expect(issue(w, pool)).toMatchObject({ title: "Raise the pool to 20", labels: ["action-item"], assignees: ["bob"] });
  expect(issue(w, report).body).toContain(`- [ ] Raise the pool to 20 @bob 2025-11-20 #${pool}`);
  const tick = issue(w, report).body.replace("- [ ] Raise the pool", "- [x] Raise the pool");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, report, { body: tick }));
  expect(issue(w, pool).state).toBe("closed");
  await w.act("carol", (carol) => carol.close(REPOSITORY, alert, "completed"));
  expect(issue(w, report).body).toContain("- [x] Alert on pool usage");
});

test("/action opens an issue, whose owner is reminded on it until it is closed", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/action alert on pool usage @carol 2025-11-12");
  const action = w.number + 1;
  expect(issue(w, action)).toMatchObject({ title: "alert on pool usage", assignees: ["carol"] });
  await w.comment("bob", "/resolve");
  await w.advance("18h29m");
  expect(ours(w, action)).toHaveLength(0);
  await w.advance("1m");
  expect(ours(w, action)[0]).toContain("@carol");
  await w.act("carol", (carol) => carol.close(REPOSITORY, action, "completed"));
  await w.advance("72h");
  expect(ours(w, action)).toHaveLength(1);
});

test("closed 47 h 59 min 57 s ago, before the app ever saw it, it is overdue in three seconds", async () => {
  const w = await world();
  w.stage.github.faults = { drop: () => true };
  await w.open("Checkout down", { labels: P1 });
  await w.advance("15m");
  await w.act("bob", (bob, number) => bob.close(REPOSITORY, number, "completed"));
  await w.advance("47h59m57s");
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.isOpen()).toBe(true);
  expect(w.next()).toContain("open again");
  // What should have been said four hours ago is said now, and that it is late.
  expect(w.next()).toContain("late");
  expect(w.labels()).toContain("post-mortem: required");
  await w.advance("3s");
  expect(w.next()).toContain("overdue");
  expect(w.labels()).toContain("post-mortem: overdue");
});
