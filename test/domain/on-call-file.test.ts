// The on-call file: what is wrong with it and where, its schema for editors, and what it says together with the ladders.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { readOnCallFile } from "../../src/domain/on-call-file.ts";
import { holeFindings, ladderFindings } from "../../src/domain/on-call-ladder.ts";
import { namesIn, namesInLadders } from "../../src/domain/on-call-names.ts";
import { policyOf } from "../../src/domain/policy.ts";

const docs = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const EXAMPLE = docs("tocsin-oncall.example.yml");
const accepts = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(docs("tocsin-oncall.schema.json")),
);

const RIGHT = `
rotations:
  sre:
    starts: 2026-01-05 09:00
    every: 1w
    people: [alice]
`;

test("the example is right, also by the schema for editors", () => {
  expect(readOnCallFile(EXAMPLE).findings).toEqual([]);
  expect(accepts(load(EXAMPLE)), JSON.stringify(accepts.errors)).toBe(true);
});

/** What is wrong, the place, the reason, and whether an editor sees it by the schema. */
const WRONG: [string, string, string, boolean][] = [
  ["timezone: UTC", "1:1", "missing", true],
  ["rotations: {}", "1:1", "no-rotation", true],
  ["rotations: []", "1:1", "no-rotation", true],
  [`timezone: Europe/Pariss${RIGHT}`, "1:1", "not-a-time-zone", false],
  [`${RIGHT}    hour: 09:00-18:00`, "7:5", "unknown-key", true],
  [RIGHT.replace("sre", "7th"), "3:3", "not-a-rotation-name", true],
  [RIGHT.replace("2026-01-05 09:00", "2026-01-05"), "4:5", "not-a-local-time", true],
  [RIGHT.replace("2026-01-05 09:00", "2026-02-30 09:00"), "4:5", "not-a-local-time", false],
  [RIGHT.replace("2026-01-05 09:00", "2026-01-05 24:30"), "4:5", "not-a-local-time", true],
  [RIGHT.replace("2026-01-05 09:00", "[]"), "4:5", "not-a-local-time", true],
  [RIGHT.replace("    starts: 2026-01-05 09:00\n", ""), "3:3", "missing", true],
  [RIGHT.replace("1w", "0w"), "5:5", "not-a-rhythm", true],
  [RIGHT.replace("1w", "weekly"), "5:5", "not-a-rhythm", true],
  [RIGHT.replace("1w", "7"), "5:5", "not-a-rhythm", true],
  [RIGHT.replace("[alice]", "[]"), "6:5", "nobody-in-rotation", true],
  [RIGHT.replace("[alice]", "[alice, bob smith]"), "6:21", "not-a-person", true],
  [RIGHT.replace("[alice]", "[mail:a@b.c]"), "6:14", "not-a-person", true],
  [`${RIGHT}    hours: mon-fri`, "7:5", "not-hours", true],
  [`${RIGHT}    hours: mon-fry 09:00-18:00`, "7:5", "not-hours", true],
  [`${RIGHT}    hours: 09:00-09:00`, "7:5", "not-hours", false],
  [`${RIGHT}    hours: 09:00-25:00`, "7:5", "not-hours", true],
  [`${RIGHT}    hours: [mon 09:00-18:00, []]`, "7:30", "not-hours", true],
  [
    `${RIGHT}overrides: [{ from: 2026-12-26 09:00, to: 2026-12-24 09:00, who: a }]`,
    "7:39",
    "ends-before-it-begins",
    false,
  ],
  [
    `${RIGHT}overrides: [{ from: 2026-12-24 09:00, to: 2026-12-24 09:00, who: a }]`,
    "7:39",
    "ends-before-it-begins",
    false,
  ],
  [`${RIGHT}overrides: [{ from: 2026-12-24 09:00, to: 2026-12-26 09:00 }]`, "7:13", "missing", true],
  [
    `${RIGHT}overrides: [{ from: 2026-12-24 09:00, to: 2026-12-26 09:00, who: a, rotation: sra }]`,
    "7:69",
    "unknown-rotation",
    false,
  ],
  [RIGHT.replace("[alice]", "[@alice]"), "6:14", "not-yaml", true],
  ["", "1:1", "missing", true],
];

describe("what is wrong with it", () => {
  test.each(WRONG)("%s", (text, place, reason, isSeen) => {
    const { schedule, findings } = readOnCallFile(text);
    expect(findings.map(({ line, column, reason }) => `${line}:${column} ${reason}`)).toEqual([`${place} ${reason}`]);
    expect(schedule).toBeUndefined();
    if (reason !== "not-yaml") expect(accepts(load(text || "{}"))).toBe(!isSeen);
  });

  test("the nearest name is meant", () => {
    const text = `${RIGHT}overrides: [{ from: 2026-12-24 09:00, to: 2026-12-26 09:00, who: a, rotation: sra }]`;
    expect(readOnCallFile(text).findings[0]?.data).toMatchObject({ given: "sra", nearest: "sre", known: ["sre"] });
  });

  test("an override of the past is none of it, nor one of somebody with @", () => {
    const text = `${RIGHT}overrides: [{ from: 1999-12-31 09:00, to: 2000-01-01 09:00, who: "@acme/sre" }]`;
    expect(readOnCallFile(text).findings).toEqual([]);
  });
});

describe("with the ladders of a policy", () => {
  const schedule = readOnCallFile(EXAMPLE).schedule ?? expect.unreachable();
  const ladder = (...notify: string[]) => policyOf({ severities: { P1: { escalate: [{ after: "0m", notify }] } } });

  test("everybody who is named has a place", () => {
    expect(namesIn(schedule).map(({ name, path }) => `${name} ${path.join(".")}`)).toEqual([
      "@alice rotations.europe.people.0",
      "@bob rotations.europe.people.1",
      "@carol rotations.europe.people.2",
      "@dave rotations.pacific.people.0",
      "@erin rotations.pacific.people.1",
      "@frank rotations.database.people.0",
      "@acme/dba rotations.database.people.1",
      "@carol overrides.0.who",
      "@acme/sre overrides.1.who",
    ]);
    expect(namesInLadders(ladder("on-call", "@bob"))).toEqual([
      { name: "on-call", path: ["severities", "P1", "escalate", 0, "notify", 0] },
      { name: "@bob", path: ["severities", "P1", "escalate", 0, "notify", 1] },
    ]);
  });

  test("a rotation that there is not, or no file at all, is found in the policy", () => {
    const policy = ladder("on-call", "on-call:databse", "on-call:europe");
    const found = (findings: ReturnType<typeof ladderFindings>) =>
      findings.map(({ path, reason, data }) => `${String(path.at(-1))} ${reason} ${data["nearest"] ?? ""}`.trim());
    expect(found(ladderFindings(policy, schedule))).toEqual(["1 unknown-rotation database"]);
    expect(found(ladderFindings(policy, undefined))).toEqual([
      "0 on-call-without-file",
      "1 on-call-without-file",
      "2 on-call-without-file",
    ]);
    expect(ladderFindings(ladder("@bob"), undefined)).toEqual([]);
  });

  test("holes are looked for in what the steps call, together", () => {
    const from = DateTime.fromISO("2026-06-01T00:00Z", { zone: "utc" });
    const holes = (...notify: string[]) =>
      holeFindings(ladder(...notify), schedule, { from, to: from.plus({ weeks: 1 }) }).map(({ data }) => data);
    expect(holes("on-call")).toEqual([]);
    expect(holes("@bob")).toEqual([]);
    expect(holes("on-call:europe", "on-call:pacific")).toEqual([]);
    expect(holes("on-call:europe")).toMatchObject([
      { targets: "on-call:europe", holes: [{}, { from: from.plus({ hours: 18 }) }, {}], more: 5 },
    ]);
  });
});
