// Evidence: what is taken of what was found, in which order, and how much of a stranger's words.
import { expect, test } from "vitest";
import { evidenceOf, type FoundChange, type Lookout, lookoutOf } from "../../src/domain/evidence.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const START = at("14:30").toUnixInteger();
const LOOKOUT: Lookout = { from: START - 86_400, to: START, most: 3, since: 0, components: [] };
const NOBODY = new Map();

/** Something that changed so many seconds before the start. */
const found = (before: number, more: Partial<FoundChange> = {}): FoundChange => ({
  ...{ kind: "release", at: START - before, title: `${before} s`, url: "https://github.com/x", by: "bob", words: "" },
  ...more,
});
const titles = (changes: readonly FoundChange[], lookout = LOOKOUT, members = NOBODY) =>
  evidenceOf(changes, lookout, members).changes.map(({ title }) => title);

test("nearest first, as many as asked for, within the window: the start is in it, its other end is not", () => {
  const all = [86_400, 86_399, 60, 0, -1, 30].map((before) => found(before));
  expect(titles(all)).toEqual(["0 s", "30 s", "60 s"]);
  expect(titles(all, { ...LOOKOUT, most: 20 })).toEqual(["0 s", "30 s", "60 s", "86399 s"]);
});

test("what touches an affected component comes first, however far away, and says which", () => {
  const components = [
    { name: "api", owners: ["@Carol", "@acme/sre", "mail:sre@acme.test"] },
    { name: "search", owners: [] },
  ];
  const lookout = { ...LOOKOUT, most: 20, components };
  const members = new Map([["@acme/sre", ["dave"]]]);
  const changes = [
    found(1),
    found(2, { by: "carol" }),
    found(3, { by: "DAVE" }),
    found(4, { title: "Search: better" }),
    found(5, { words: "kind/api" }),
    found(6, { title: "researching rapid apis" }),
    found(7, { by: "" }),
  ];
  const { of, changes: sorted } = evidenceOf(changes, lookout, members);
  expect(of).toEqual(["api", "search"]);
  expect(sorted.map(({ title, component = "" }) => `${title} ${component}`.trim())).toEqual([
    "2 s api",
    "3 s api",
    "Search: better search",
    "5 s api",
    "1 s",
    "researching rapid apis",
    "7 s",
  ]);
});

test("a workflow's commit that is a pull request's merge is told once, as the pull request", () => {
  const changes = [
    found(1, { kind: "pull", sha: "aa", number: 12 }),
    found(2, { kind: "workflow", sha: "aa" }),
    found(3, { kind: "workflow", sha: "bb" }),
  ];
  const told = evidenceOf(changes, LOOKOUT, NOBODY).changes;
  expect(told).toMatchObject([
    { kind: "workflow", number: 12 },
    { kind: "workflow", title: "3 s" },
  ]);
  expect(told).toHaveLength(2);
});

test("a title is kept in part, and never with half a character; what only the search needs is not kept", () => {
  const [kept] = evidenceOf(
    [found(1, { title: `${"x".repeat(119)}😀`, words: "secret", sha: "aa" })],
    LOOKOUT,
    NOBODY,
  ).changes;
  expect(kept?.title).toBe("x".repeat(119));
  expect(kept).not.toHaveProperty("words");
  expect(kept).not.toHaveProperty("sha");
});

test("it is looked for once for the same components, not once it is over, silent, or switched off", () => {
  const evidence = (...of: string[]) => entry("14:30", { kind: "evidence", of, changes: [] });
  const policy = policyOf({ components: { api: { owners: ["@carol"] } } });
  const api = entry("14:36", { kind: "affects", components: ["API"] });
  expect(lookoutOf(anIncident(), policy)).toEqual({
    from: START - 86_400,
    to: START,
    most: 8,
    since: 0,
    components: [],
  });
  expect(lookoutOf(anIncident({ timeline: [evidence()] }), policy)).toBeUndefined();
  expect(lookoutOf(anIncident({ timeline: [evidence(), api] }), policy)?.components).toEqual([
    { name: "API", owners: ["@carol"] },
  ]);
  expect(lookoutOf(anIncident({ timeline: [evidence("API"), api] }), policy)).toBeUndefined();
  for (const kind of ["cancelled", "silenced"] as const)
    expect(lookoutOf(anIncident({ timeline: [entry("14:36", { kind })] }), policy)).toBeUndefined();
  expect(lookoutOf(anIncident(), policyOf({ evidence: false }))).toBeUndefined();
});
