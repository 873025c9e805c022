// Pushes to a post-mortem's branch: by force, two in a row, on a protected branch, beside a copy of the pull request.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { checks, filled, issue, ours, PATH, push, resolved, textOf, writes } from "../support/pull-story.ts";

test("a branch that was replaced by force is checked as it is now, and opens nothing", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  const empty = textOf(w, branch);
  await push(told, filled(empty));
  expect(w.labels()).toContain("post-mortem: in review");
  await w.act("bob", (bob) => bob.forcePush(REPOSITORY, branch, { [PATH]: empty }));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "failure" });
  expect(w.labels()).toContain("post-mortem: required");
  await w.act("bob", (bob) => bob.forcePush(REPOSITORY, branch, { "README.md": "Nothing of ours." }));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "failure", output: { title: "6 things are missing" } });
  expect(textOf(w, branch)).toBe("");
  expect(() => issue(w, pull + 3)).toThrow();
  await w.act("bob", (bob) => bob.forcePush(REPOSITORY, branch, { [PATH]: filled(empty) }));
  expect(w.labels()).toContain("post-mortem: in review");
});

test("of two pushes in a row the last is checked, and neither is lost", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const text = filled(textOf(w, branch));
  await w.act("bob", (bob) => {
    bob.putFile(REPOSITORY, PATH, { text: `${textOf(w, branch)}\nFirst.\n`, branch });
    bob.putFile(REPOSITORY, PATH, { text: `${text}\nSecond.\n`, branch });
  });
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "success" });
  expect(textOf(w, branch)).toContain("Second.");
  expect(w.labels()).toContain("post-mortem: in review");
});

test("people push while our commit's answer is lost: both stay, and our parts are written once", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const { github } = w.stage;
  github.faults = {
    after(request) {
      if (request.method !== "PUT" || !request.path.includes("/contents/")) return undefined;
      github.faults = {};
      const text = `${textOf(w, branch)}\nFaster than the answer.\n`;
      github.as("bob").putFile(REPOSITORY, PATH, { text, branch });
      return { status: 502, headers: {}, body: "" };
    },
  };
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  await w.advance("2m");
  expect(textOf(w, branch)).toContain("Faster than the answer.");
  expect(textOf(w, branch).match(/14:40 - pool found exhausted/g)).toHaveLength(1);
  expect(writes(w, "/contents/")).toHaveLength(2);
});

test("a protected branch that takes no commit of ours stops nothing else", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  const refused = { status: 409, headers: {}, body: JSON.stringify({ message: "Repository rule violations found" }) };
  w.stage.github.faults = {
    before: ({ method, path }) => (method === "PUT" && path.includes("/contents/") ? refused : undefined),
  };
  await w.comment("bob", "/tl 14:40 pool found exhausted");
  expect(w.card()).toContain("pool found exhausted");
  expect(textOf(w, branch)).not.toContain("pool found exhausted");
  await push(told, filled(textOf(w, branch)));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "success" });
  expect(w.labels()).toContain("post-mortem: in review");
});

test("a pull request that copies our description, seal and all, is not ours", async () => {
  const told = await resolved();
  const { world: w, branch, pull } = told;
  await w.act("bob", (bob) => {
    const other = bob.openPull(REPOSITORY, { title: "Mine", body: issue(w, pull).body ?? "", files: { "a.md": "a" } });
    bob.close(REPOSITORY, other);
  });
  expect(issue(w, pull).state).toBe("open");
  expect(ours(w, pull + 1)).toEqual([]);
  expect(textOf(w, branch)).toContain("# Incident Report");
  expect(w.card()).toContain(`#${pull}`);
});

test("a placeholder that comes back after the review takes the label back", async () => {
  const told = await resolved();
  const { world: w, branch } = told;
  await push(told, filled(textOf(w, branch)));
  await push(told, textOf(w, branch).replace("Updated.", "[… which runbooks?]"));
  expect(checks(w).at(-1)).toMatchObject({ conclusion: "failure", output: { title: "1 thing is missing" } });
  expect(w.labels()).toContain("post-mortem: required");
});
