// When and where a merged post-mortem is done: at its merge, or with the push that completed it, by GitHub's time.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, filled, issue, merge, ours, PATH, push, resolved, type Told, textOf } from "../support/pull-story.ts";

const complete = ({ world: w }: Told) => w.act("erin", (erin) => erin.putFile(REPOSITORY, PATH, filled(textOf(w))));
const done = ({ world: w }: Told) => /\| Post-mortem .*/.exec(w.card())?.[0];

/** GitHub's webhooks get lost from now on; what happened is found later. */
const unheard = ({ world: w }: Told) => {
  w.stage.github.faults = { drop: () => true };
};

test("completed by a later push, it is done when that was pushed and by whom, not when we looked", async () => {
  const told = await resolved();
  const { world: w } = told;
  await merge(told);
  await w.advance("10m");
  unheard(told);
  w.stage.github.as("erin").putFile(REPOSITORY, PATH, filled(textOf(w)));
  await w.advance("2h");
  expect(w.isOpen()).toBe(true);
  w.stage.github.faults = {};
  await w.comment("bob", "is it done?");
  expect(w.isOpen()).toBe(false);
  expect(w.card()).toMatch(/14:55 - .*`erin`/);
});

test("nobody looked between the merge and the push that completed it: it was not done at the merge", async () => {
  const told = await resolved();
  const { world: w } = told;
  await w.advance("5m");
  unheard(told);
  w.stage.github.as("bob").mergePull(REPOSITORY, told.pull);
  await w.advance("10m");
  w.stage.github.as("erin").putFile(REPOSITORY, PATH, filled(textOf(w)));
  await w.advance("1h");
  w.stage.github.faults = {};
  await w.comment("bob", "is it done?");
  expect(w.card()).toMatch(/15:00 - .*`erin`/);
  expect(ours(w, told.pull)).toEqual([]);
});

test("merged complete and touched again later, it was done at the merge", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, filled(textOf(w, branch)));
  await w.advance("5m");
  unheard(told);
  w.stage.github.as("bob").mergePull(REPOSITORY, told.pull);
  await w.advance("10m");
  w.stage.github.as("erin").putFile(REPOSITORY, PATH, `${textOf(w)}\nThanks to all.\n`);
  await w.advance("1h");
  w.stage.github.faults = {};
  await w.comment("bob", "is it done?");
  expect(w.card()).toMatch(/14:50 - .*`bob`/);
});

test("merged before the incident was resolved for the last time, it is not done earlier than that", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await w.comment("bob", "/reopen it is back");
  await push(told, filled(textOf(w, branch)));
  await merge(told);
  expect(w.isOpen()).toBe(true);
  await w.advance("10m");
  await w.comment("bob", "/resolve");
  const text = filled(textOf(w)).replace("14:45 resolved", "14:55 resolved");
  await w.act("erin", (erin) => erin.putFile(REPOSITORY, PATH, text));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
});

for (const how of [undefined, "squash"] as const) {
  test(`merged ${how ?? "as it is"}, its branch may go: it is done, and stays so after a restart`, async () => {
    const told = await resolved();
    const { world: w, branch, pull } = told;
    await push(told, filled(textOf(w, branch)));
    await w.advance("5m");
    await w.act("bob", (bob) => bob.mergePull(REPOSITORY, pull, how));
    await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
    expect(w.isOpen()).toBe(false);
    expect(w.card()).toMatch(/14:50 - .*`bob`/);
    await w.stage.restart(await openStore({ dataDir: ":memory:" }));
    await w.stage.app.sweep();
    await w.stage.quiet();
    await w.advance("1m");
    expect(w.isOpen()).toBe(false);
    expect(() => issue(w, pull + 3)).toThrow();
    expect(ours(w, pull)).toEqual([]);
  });
}

test("pointed at another branch, it is completed there, also when only the default branch still has it", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await w.act("bob", (bob) => bob.retargetPull(REPOSITORY, pull, "next"));
  await merge(told);
  expect(ours(w, pull)).toHaveLength(1);
  expect(textOf(w)).toBe("");
  await w.act("bob", (bob) => {
    bob.putFile(REPOSITORY, PATH, filled(textOf(w, "next")));
    bob.deleteBranch(REPOSITORY, "next");
    bob.deleteBranch(REPOSITORY, branch);
  });
  expect(w.isOpen()).toBe(false);
  expect(ours(w, pull)).toHaveLength(1);
});

test("merged too early and its branch deleted, it is neither opened again nor checked any more", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await merge(told);
  const count = checks(w).length;
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  expect(() => issue(w, pull + 1)).toThrow();
  expect(checks(w)).toHaveLength(count);
  await complete(told);
  expect(done(told)).toContain("✅");
});
