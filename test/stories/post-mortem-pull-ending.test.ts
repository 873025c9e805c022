// How a post-mortem in a pull request ends: merged complete or too early, closed, waived, or left without its branch.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled, issue, merge, ours, PATH, POLICY, push, resolved, textOf } from "../support/pull-story.ts";
import { world } from "../support/world.ts";

test("merged while it is complete, it closes the incident", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, filled(textOf(w, branch)));
  await merge(told);
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
  expect(ours(w, told.pull)).toEqual([]);
});

test("merged too early, it is said once what is missing, and a push to the default branch completes it", async () => {
  const told = await resolved();
  const { world: w, pull } = told;
  await merge(told);
  expect(w.isOpen()).toBe(true);
  expect(w.labels()).toContain("post-mortem: required");
  expect(ours(w, pull)).toHaveLength(1);
  expect(ours(w, pull)[0]).toContain("@bob");
  expect(ours(w, pull)[0]).toContain("Line");
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, `${textOf(w)}\nMore.\n`));
  expect(ours(w, pull)).toHaveLength(1);
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, PATH, filled(textOf(w))));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
});

test("closed unmerged, it is opened again once with an explanation", async () => {
  const { world: w, pull } = await resolved();
  await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("open");
  expect(ours(w, pull)).toHaveLength(1);
  expect(ours(w, pull)[0]).toContain("@carol");
  await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("closed");
  expect(ours(w, pull)).toHaveLength(1);
  expect(w.isOpen()).toBe(true);
});

test("its branch deleted, it is opened again once from another, with what people had written", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await push(told, `${textOf(w, branch)}\nMy own words.\n`);
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  expect(issue(w, pull + 1)).toMatchObject({ state: "open", labels: ["post-mortem"] });
  expect(textOf(w, `${branch}-2`)).toContain("My own words.");
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, `${branch}-2`));
  expect(() => issue(w, pull + 2)).toThrow();
  expect(w.isOpen()).toBe(true);
});

test("waived, the pull request is closed", async () => {
  const { world: w, pull } = await resolved();
  await w.comment("alice", "/postmortem waive known provider outage");
  expect(w.isOpen()).toBe(false);
  expect(issue(w, pull).state).toBe("closed");
});

test("P2 owes none; asked for, it is a pull request that people may close", async () => {
  const w = await world({ policy: POLICY });
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/ack\n/resolve");
  await w.comment("bob", "/postmortem");
  const pull = w.number + 1;
  expect(issue(w, pull).labels).toEqual(["post-mortem"]);
  await w.act("bob", (bob) => bob.close(REPOSITORY, pull));
  expect(issue(w, pull).state).toBe("closed");
  expect(ours(w, pull)).toEqual([]);
});
