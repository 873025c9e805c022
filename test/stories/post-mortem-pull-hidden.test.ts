// A post-mortem in a pull request that GitHub hides for a while: nothing is concluded from it, and then everything goes on.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import {
  checks,
  filled,
  issue,
  merge,
  ours,
  push,
  resolved,
  type Told,
  textOf,
  writes,
} from "../support/pull-story.ts";

const HIDDEN = {
  403: { status: 403, headers: {}, body: JSON.stringify({ message: "Resource not accessible by integration" }) },
  404: { status: 404, headers: {}, body: JSON.stringify({ message: "Not Found" }) },
};
const PULLS = /\/pulls(\/|\?|$)/;
const CONTENTS = /\/(contents\/(?!\.github)|git\/|commits(\/|\?))/;

/** GitHub hides what lies there from now on; everything else it shows. */
function hide({ world: w }: Told, where: RegExp, how: 403 | 404): void {
  w.stage.github.faults = { before: ({ path }) => (where.test(path) ? HIDDEN[how] : undefined) };
}

async function show({ world: w }: Told): Promise<void> {
  w.stage.github.faults = {};
  await w.advance("15m");
}

const HIDINGS = [
  ["the pull request, 403", PULLS, 403],
  ["the pull request, 404", PULLS, 404],
  ["its files, 403", CONTENTS, 403],
  ["its files, 404", CONTENTS, 404],
] as const;

test.each(HIDINGS)(
  "%s: what was known stays, nothing is opened or written, and then it goes on",
  async (_, where, how) => {
    const told = await resolved();
    const { world: w, branch, pull } = told;
    await push(told, filled(textOf(w, branch)).replace(/- \[ \] Alert.*\n/, ""));
    expect(w.labels()).toContain("post-mortem: in review");
    const action = pull + 1;
    const description = issue(w, pull).body;
    const before = [checks(w).length, textOf(w, branch), w.card()];
    hide(told, where, how);
    await w.act("bob", (bob) => bob.editIssue(REPOSITORY, w.number, { title: "Checkout is down" }));
    await w.advance("2h");
    expect(w.labels()).toContain("post-mortem: in review");
    expect([checks(w).length, textOf(w, branch), w.card()]).toEqual(before);
    expect(issue(w, pull).body).toBe(description);
    expect(() => issue(w, action + 1)).toThrow();
    await w.act("carol", (carol) => carol.close(REPOSITORY, action, "completed"));
    expect(issue(w, action).state).toBe("closed");
    await show(told);
    expect(issue(w, action).state).toBe("closed");
    expect(textOf(w, branch)).toContain("- [x] Raise the pool");
    expect(ours(w, pull)).toEqual([]);
    expect(writes(w, "/git/refs")).toHaveLength(1);
    await merge(told);
    expect(w.isOpen()).toBe(false);
  },
);

test.each(HIDINGS)(
  "%s: closed meanwhile it is not gone; seen again it is opened again, and said once",
  async (_, where, how) => {
    const told = await resolved();
    const { world: w, pull } = told;
    hide(told, where, how);
    await w.act("carol", (carol) => carol.close(REPOSITORY, pull));
    await w.advance("1h");
    expect(issue(w, pull).state).toBe("closed");
    expect(ours(w, pull)).toEqual([]);
    expect(() => issue(w, pull + 1)).toThrow();
    await show(told);
    expect(issue(w, pull).state).toBe("open");
    expect(ours(w, pull)).toHaveLength(1);
    await w.advance("1h");
    expect(ours(w, pull)).toHaveLength(1);
    expect(() => issue(w, pull + 1)).toThrow();
  },
);

test.each(HIDINGS)(
  "%s: merged meanwhile it is not called incomplete; it is done since the merge",
  async (_, where, how) => {
    const told = await resolved();
    const { world: w, branch, pull } = told;
    await push(told, filled(textOf(w, branch)));
    hide(told, where, how);
    await merge(told);
    await w.advance("1h");
    expect(w.isOpen()).toBe(true);
    expect(ours(w, pull)).toEqual([]);
    await show(told);
    expect(w.isOpen()).toBe(false);
    expect(w.card()).toMatch(/14:45.*[Pp]ost-mortem/);
    expect(ours(w, pull)).toEqual([]);
  },
);

test("the branch deleted while its files are hidden is a loss only once that can be seen", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  hide(told, CONTENTS, 404);
  await w.act("bob", (bob) => bob.deleteBranch(REPOSITORY, branch));
  await w.advance("1h");
  expect(() => issue(w, pull + 1)).toThrow();
  await show(told);
  expect(issue(w, pull + 1).body).toContain(`#${pull}`);
});

test("reminders go on; asked whether it is done the app says that it cannot see, and it may be waived", async () => {
  const told = await resolved();
  const { world: w } = told;
  hide(told, PULLS, 403);
  await w.comment("bob", "/postmortem done");
  expect(w.next()).toBe(
    "@bob\n\nGitHub does not let me read the post-mortem at the moment; a permission of the app may be missing. I look again every 15 minutes. Waiving it, `/postmortem waive reason`, works all the same.",
  );
  await w.advance("24h");
  expect(w.next()).toContain("@bob");
  await w.advance("20h");
  expect(w.next()).toContain("merge it");
  await w.advance("4h");
  expect(w.next()).toContain("overdue");
  expect(w.labels()).toContain("post-mortem: overdue");
  await w.comment("alice", "/postmortem waive the provider's outage");
  expect(w.isOpen()).toBe(false);
  const before = w.stage.github.requests.length;
  await w.advance("2h");
  expect(w.stage.github.requests.slice(before).filter(({ path }) => PULLS.test(path))).toEqual([]);
});
