// Which incidents freeze a repository, and which pull requests belong to one.
import { describe, expect, test } from "vitest";
import { freezes, isLinked, standingOf } from "../../src/domain/freeze.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, entry } from "../support/facts.ts";

const pull = (changes: { title?: string; body?: string; branch?: string }) => ({
  ...{ number: 3, title: "A change", body: "", branch: "feature", head: "0".repeat(40) },
  ...changes,
});

describe("a pull request belongs to incident #7 of acme/shop", () => {
  test.each([
    { title: "Fix the pool (#7)" },
    { body: "Fixes #7." },
    { body: "closes acme/shop#7" },
    { body: "see https://github.com/Acme/Shop/issues/7#issuecomment-1" },
    { branch: "7-checkout-down" },
    { branch: "fix/7" },
    { branch: "hotfix/issue-7-login" },
    { branch: "post-mortem/7-2" },
  ])("%o", (changes) => {
    expect(isLinked(pull(changes), 7, "acme/shop")).toBe(true);
  });

  test.each([
    { title: "Seven pools" },
    { title: "Fixes #70" },
    { body: "acme/api#7" },
    { body: "acme/shop#71" },
    { body: "https://github.com/acme/api/issues/7" },
    { body: "https://github.com/acme/shop/issues/77" },
    { branch: "release-1.7" },
    { branch: "v7" },
    { branch: "70-pools" },
    { branch: "post-mortem/70" },
  ])("or not: %o", (changes) => {
    expect(isLinked(pull(changes), 7, "acme/shop")).toBe(false);
  });
});

describe("an incident freezes", () => {
  const policy = policyOf({ freeze: {} });
  const standing = (given: Parameters<typeof anIncident>[0]) => standingOf(anIncident(given));

  test("while it is open and as severe as the policy says, by default the most severe", () => {
    expect(freezes({ severity: "P0", isDrill: false }, policy)).toBe(true);
    expect(freezes({ severity: "P1", isDrill: false }, policy)).toBe(false);
    expect(freezes({ severity: "P1", isDrill: false }, policyOf({ freeze: { severities: ["P1"] } }))).toBe(true);
    const own = policyOf({ severities: { worst: {}, better: {} }, freeze: {} });
    expect(freezes({ severity: "worst", isDrill: false }, own)).toBe(true);
  });

  test("nothing where the policy says nothing, and an exercise only where it says so", () => {
    expect(freezes({ severity: "P0", isDrill: false }, policyOf({}))).toBe(false);
    expect(freezes({ severity: "P0", isDrill: false }, policyOf({ freeze: false }))).toBe(false);
    expect(freezes({ severity: "P0", isDrill: true }, policy)).toBe(false);
    expect(freezes({ severity: "P0", isDrill: true }, policyOf({ freeze: { drills: true } }))).toBe(true);
  });

  test("no more when it is over, silent, or nobody has said how severe it is", () => {
    expect(standing({ severity: "P0" })).toEqual({ severity: "P0", isDrill: false });
    expect(standing({ severity: "" })).toBeUndefined();
    for (const kind of ["cancelled", "silenced"] as const)
      expect(standing({ severity: "P0", timeline: [entry("14:35", { kind })] })).toBeUndefined();
  });
});
