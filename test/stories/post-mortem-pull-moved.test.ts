// A post-mortem's file that people give another name in its pull request is followed: read, checked and written there.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, filled, merge, PATH, push, resolved, type Told, textOf, writes } from "../support/pull-story.ts";

const MOVED = "docs/outages/checkout.md";
const move = ({ world: w, branch }: Told, [from, to] = [PATH, MOVED]) =>
  w.act("bob", (bob) => bob.moveFile(REPOSITORY, branch, { from: from ?? "", to: to ?? "" }));
const paths = ({ world: w }: Told) =>
  new Set(
    checks(w)
      .at(-1)
      ?.output.annotations.map(({ path }) => path),
  );

test("it is checked under its new name, and our parts are renewed there; nothing is written at the old one", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await move(told);
  expect(paths(told)).toEqual(new Set([MOVED]));
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(textOf(w, branch, MOVED)).toContain("14:40 - pool found exhausted");
  expect(textOf(w, branch)).toBe("");
  await push(told, filled(textOf(w, branch, MOVED)), MOVED);
  expect(w.labels()).toContain("post-mortem: in review");
  await merge(told);
  expect(w.isOpen()).toBe(false);
  expect(textOf(w)).toBe("");
});

test("the new name is remembered by the card: an empty store need not look for it again", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await move(told);
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("1m");
  const looks = () => w.stage.github.requests.filter(({ path }) => path.includes(`/pulls/${told.pull}/files`)).length;
  const before = looks();
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(textOf(w, branch, MOVED)).toContain("14:40 - pool found exhausted");
  expect(looks()).toBe(before);
  expect(writes(w, "/git/refs")).toHaveLength(1);
});

test("merged too early under its new name, a push to it on the default branch completes it", async () => {
  const told = await resolved();
  const { world: w } = told;
  await move(told);
  await merge(told);
  await w.advance("1h");
  await w.act("bob", (bob) => bob.putFile(REPOSITORY, MOVED, filled(textOf(w, "main", MOVED))));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
});

test("moved again it is followed again, whatever other text the pull request changes", async () => {
  const told = await resolved();
  const { world: w } = told;
  await push(told, "# Runbook\n", "docs/a-runbook.md");
  await move(told);
  await move(told, [MOVED, "docs/later.md"]);
  expect(paths(told)).toEqual(new Set(["docs/later.md"]));
  expect(textOf(w, told.branch, "docs/a-runbook.md")).toBe("# Runbook\n");
});

test("without our marks it is known by a name like ours; a file of another kind does not take its place", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, filled(textOf(w, branch)).replace(/<!-- tocsin:.*-->\n?/g, ""));
  await push(told, "# Runbook\n", "docs/a-runbook.md");
  await move(told, [PATH, "docs/2025-11-10-checkout.md"]);
  expect(w.labels()).toContain("post-mortem: in review");
  await move(told, ["docs/2025-11-10-checkout.md", "docs/checkout.md"]);
  expect(w.labels()).toContain("post-mortem: required");
  expect(textOf(w, branch, "docs/a-runbook.md")).toBe("# Runbook\n");
});

test("its branch deleted, what people had written goes on under the name that they gave it", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, `${textOf(w, branch)}\nMy own words.\n`);
  await move(told);
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  expect(textOf(w, `${branch}-2`, MOVED)).toContain("My own words.");
  expect(textOf(w, `${branch}-2`)).toBe("");
});
