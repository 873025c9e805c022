// A freeze: while a P0 is open a check fails on what does not belong to it, and lifts when it is over.
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { allRuns, FREEZE, P0, propose, resolve, runsOn, verdict } from "../support/frozen.ts";
import { world } from "../support/world.ts";

test("a P0 fails the check of open pull requests, and its end lifts it", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  expect(verdict(w, feature)).toEqual(["success"]);
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["failure"]);
  const [run] = runsOn(w, feature);
  expect(run?.output.title).toBe(`Frozen: incident #${w.number} (P0) is open`);
  expect(run?.output.summary).toContain(`While #${w.number} (**P0**) is open, only what belongs to it is merged.`);
  await resolve(w);
  expect(verdict(w, feature)).toEqual(["success"]);
  expect(runsOn(w, feature)[0]?.output.title).toBe("No freeze");
});

test("in French", async () => {
  const w = await world({ policy: `locale: fr\n${FREEZE}` });
  const feature = await propose(w, "feature");
  await w.open("Panne", { labels: P0 });
  await w.advance("10s");
  expect(runsOn(w, feature)[0]?.output.title).toBe(`Gel : incident #${w.number} (P0) en cours`);
  await resolve(w);
  expect(runsOn(w, feature)[0]?.output.title).toBe("Pas de gel");
});

test.each([
  ["cancelled", "/cancel false alarm"],
  ["less severe", "/severity P2 only slow"],
  ["an exercise", "/drill"],
])("it lifts as well once the incident is %s", async (_, line) => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["failure"]);
  await w.comment("bob", line);
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["success"]);
});

test("it lasts as long as one of several incidents does, and comes back when one is reopened", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  await w.open("One", { labels: P0 });
  const first = w.number;
  await w.open("Two", { labels: P0 });
  await w.advance("10s");
  expect(runsOn(w, feature)[0]?.output.title).toBe(
    `Frozen: incident #${first} (P0), incident #${w.number} (P0) are open`,
  );
  await resolve(w);
  expect(verdict(w, feature)).toEqual(["failure"]);
  w.stage.github.as("bob").comment(REPOSITORY, first, "/cancel no");
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["success"]);
  await w.comment("bob", "/reopen it is back");
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["failure"]);
});

describe("what is opened or changed while it lasts", () => {
  test("a new pull request, a new commit and one that was reopened are frozen too", async () => {
    const w = await world({ policy: FREEZE });
    const old = await propose(w, "old");
    w.stage.github.as("bob").close(REPOSITORY, old);
    await w.open("Down", { labels: P0 });
    await w.advance("1m");
    expect(verdict(w, old)).toEqual(["success"]);
    const fresh = await propose(w, "fresh");
    expect(verdict(w, fresh)).toEqual(["failure"]);
    w.stage.github.as("bob").putFile(REPOSITORY, "more.ts", { text: "more", branch: `change-${fresh}` });
    await w.stage.quiet();
    expect(verdict(w, fresh)).toEqual(["failure"]);
    w.stage.github.as("bob").reopen(REPOSITORY, old);
    await w.stage.quiet();
    expect(verdict(w, old)).toEqual(["failure"]);
    await resolve(w);
    expect(allRuns(w).map(({ conclusion }) => conclusion)).toEqual(["success", "success", "success"]);
  });

  test("what names the incident goes on: in its title, its description, or once it is edited to", async () => {
    const w = await world({ policy: FREEZE });
    const other = await propose(w, "other");
    await w.open("Down", { labels: P0 });
    await w.advance("10s");
    const titled = await propose(w, `Smaller pool (#${w.number})`);
    const described = await propose(w, "hotfix", `Fixes #${w.number}`);
    const elsewhere = await propose(w, "unrelated", `acme/other#${w.number}, #${w.number}0`);
    expect([titled, described, elsewhere].map((pull) => verdict(w, pull)[0])).toEqual([
      "success",
      "success",
      "failure",
    ]);
    expect(runsOn(w, titled)[0]?.output.title).toBe("Belongs to an open incident");
    w.stage.github.as("bob").editIssue(REPOSITORY, other, { body: `Part of #${w.number}.` });
    await w.stage.quiet();
    expect(verdict(w, other)).toEqual(["success"]);
  });

  test("what /rollback opens is not frozen", async () => {
    const w = await world({ policy: FREEZE });
    const guilty = await propose(w, "guilty");
    w.stage.github.as("bob").mergePull(REPOSITORY, guilty, "squash");
    await w.open("Down", { labels: P0 });
    await w.comment("bob", `/rollback #${guilty}`);
    await w.advance("10s");
    expect(w.stage.github.thread(REPOSITORY, w.number + 1).title).toBe('Revert "guilty"');
    expect(verdict(w, w.number + 1)).toEqual(["success"]);
    w.skim();
  });
});

describe("who freezes", () => {
  test("nobody, by default", async () => {
    const w = await world();
    await propose(w, "feature");
    await w.open("Down", { labels: P0 });
    await w.advance("1h");
    w.skim();
    expect(w.stage.github.checkRuns(REPOSITORY)).toEqual([]);
  });

  test("only the severities that the policy names", async () => {
    const w = await world({ policy: "freeze: { severities: [P0, P1] }\n" });
    const feature = await propose(w, "feature");
    await w.open("Slow", { labels: ["incident", "severity: P2"] });
    await w.advance("10s");
    expect(verdict(w, feature)).toEqual(["success"]);
    await w.open("Login", { labels: ["incident", "severity: P1"] });
    await w.advance("10s");
    expect(verdict(w, feature)).toEqual(["failure"]);
  });

  test("an exercise only if the policy says so", async () => {
    for (const [policy, expected] of [
      [FREEZE, "success"],
      ["freeze: { drills: true }\n", "failure"],
    ] as const) {
      const w = await world({ policy });
      const feature = await propose(w, "feature");
      await w.open("Exercise", { labels: [...P0, "drill"] });
      await w.advance("10s");
      expect(verdict(w, feature)).toEqual([expected]);
    }
  });

  test("nobody any more when the policy says nothing of it; what was red is lifted", async () => {
    const w = await world({ policy: FREEZE });
    const feature = await propose(w, "feature");
    await w.open("Down", { labels: P0 });
    await w.advance("10s");
    w.stage.github.as("alice").putFile(REPOSITORY, ".github/tocsin.yml", "locale: en\n");
    await w.advance("11m");
    expect(verdict(w, feature)).toEqual(["success"]);
  });

  test("an incident that is open already, when the policy begins to", async () => {
    const w = await world();
    const feature = await propose(w, "feature");
    await w.open("Down", { labels: P0 });
    await w.advance("1m");
    w.stage.github.as("alice").putFile(REPOSITORY, ".github/tocsin.yml", FREEZE);
    await w.advance("2m");
    expect(verdict(w, feature)).toEqual(["failure"]);
  });
});
