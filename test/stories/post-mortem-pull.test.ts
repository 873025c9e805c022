// The post-mortem in a pull request: a branch, a file, a check at every commit; merged when complete it closes the incident.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, filled, issue, PATH, push, resolved, textOf } from "../support/pull-story.ts";

test("resolving P1 opens a pull request with the report in the plan's format, assigned, labelled and checked", async () => {
  const { world: w, pull, branch } = await resolved();
  expect(issue(w, pull)).toMatchObject({ labels: ["post-mortem"], assignees: ["bob"], state: "open" });
  expect(issue(w, pull).body).toContain(`#${w.number}`);
  for (const part of [
    "**Severity**: P1",
    "14:30 start → 14:45 resolved",
    "30 % of checkouts",
    "## Timeline",
    "- 14:30 - ",
  ])
    expect(textOf(w, branch)).toContain(part);
  expect(textOf(w)).toBe("");
  expect(w.labels()).toContain("post-mortem: required");
  expect(w.card()).toContain(`#${pull}`);
  expect(checks(w)).toMatchObject([{ name: "Tocsin: post-mortem", conclusion: "failure" }]);
});

test("its owner is reminded at -24 h, -4 h, at the deadline and daily", async () => {
  const { world: w } = await resolved();
  await w.advance("24h");
  expect(w.next()).toContain("@bob");
  await w.advance("20h");
  expect(w.next()).toContain("merge it");
  await w.advance("4h");
  expect(w.next()).toContain("overdue");
  expect(w.labels()).toContain("post-mortem: overdue");
  await w.advance("24h");
  expect(w.next()).toContain("overdue");
});

test("a push is checked: what is missing on its very lines, then success and the label in review", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const text = filled(textOf(w, branch))
    .replace("@bob 2025-11-20", "2025-11-20")
    .replace("Updated.", "He forgot to update it.");
  await push(told, text);
  const lineOf = (words: string) => text.split("\n").findIndex((line) => line.includes(words)) + 1;
  expect(checks(w).at(-1)).toMatchObject({
    conclusion: "failure",
    output: {
      title: "1 thing is missing",
      annotations: [
        { path: PATH, start_line: lineOf("Raise the pool"), annotation_level: "failure" },
        { path: PATH, start_line: lineOf("forgot to"), annotation_level: "notice" },
      ],
    },
  });
  expect(
    checks(w)
      .at(-1)
      ?.output.annotations.map(({ message }) => message)
      .join(),
  ).not.toContain("\\");
  expect(w.labels()).toContain("post-mortem: required");
  await push(told, filled(textOf(w, branch)));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "success", output: { annotations: [] } });
  expect(w.labels()).toContain("post-mortem: in review");
  const count = checks(w).length;
  await w.comment("bob", "looks good");
  await w.act("bob", (bob) => bob.editIssue(REPOSITORY, told.pull, { title: "Post-mortem" }));
  expect(checks(w)).toHaveLength(count);
});

test("/postmortem works on the incident and on the pull request", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await w.comment("bob", "/postmortem done");
  expect(w.next()).toContain("Line");
  await push(told, filled(textOf(w, branch)));
  await w.act("bob", (bob) => bob.comment(REPOSITORY, pull, "/postmortem done"));
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toContain("post-mortem: done");
  expect(issue(w, pull).state).toBe("open");
});

test("of more than 50 findings every one is on its line, in one check run", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, `${textOf(w, branch)}\n${"[… more]\n\n".repeat(120)}`);
  expect(checks(w)).toHaveLength(2);
  const lines =
    checks(w)
      .at(-1)
      ?.output.annotations.map(({ start_line }) => start_line) ?? [];
  expect(lines.length).toBeGreaterThan(120);
  expect(new Set(lines).size).toBe(lines.length);
});
