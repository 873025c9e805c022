// The timeline: in the order of its times, and the same after it was written and read.
import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { type Entry, insertEntry, isShown, latest } from "../../src/domain/timeline.ts";
import { parseTimeline, printTimeline } from "../../src/domain/timeline-text.ts";
import { at, entry } from "../support/facts.ts";

const moment = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((second) => DateTime.fromSeconds(second, { zone: "utc" }));
const words = fc.string({ unit: "binary" });
const what = fc.oneof(
  fc.record({ kind: fc.constant("note" as const), text: words }),
  fc.record({ kind: fc.constant("severity" as const), to: words, via: fc.constant("label" as const), reason: words }),
  fc.record({ kind: fc.constant("snoozed" as const), until: moment }),
  fc.record({ kind: fc.constant("said" as const), keys: fc.array(words) }),
  fc.record({ kind: fc.constant("answered" as const), comment: fc.nat(), line: words, refused: fc.boolean() }),
  fc.record({ kind: fc.constant("duplicate" as const), of: fc.nat() }),
  fc.record({ kind: fc.constantFrom("declared" as const, "resumed" as const, "drill" as const) }),
);
const entries = fc.array(
  fc
    .tuple(moment, what, fc.record({ by: words, ref: words }, { requiredKeys: [] }))
    .map(([time, kind, who]): Entry => ({ at: time, ...who, ...kind })),
);

test("what was written is read back", () => {
  fc.assert(
    fc.property(entries, (timeline) => {
      const read = parseTimeline(printTimeline(timeline));
      expect(read).toEqual(timeline);
      expect(printTimeline(read)).toBe(printTimeline(timeline));
    }),
  );
});

test("times are read in UTC, in whole seconds as GitHub's are", () => {
  const given = { ...entry("14:30", { kind: "declared" }), at: DateTime.fromISO("2025-11-10T15:30:00.900+01:00") };
  expect(parseTimeline(printTimeline([given]))[0]?.at.toISO()).toBe("2025-11-10T14:30:00.000Z");
});

test.each(["", "{", "{}", "null", "7"])("%j is no timeline", (text) => {
  expect(() => parseTimeline(text)).toThrow();
});

test("an entry goes where its time belongs, among equals after what is there", () => {
  const notes = ["14:30", "14:40", "14:50"].map((time) => entry(time, { kind: "note", text: time }));
  const texts = (time: string) =>
    insertEntry(notes, entry(time, { kind: "note", text: "new" })).map((one) => "text" in one && one.text);
  expect(texts("14:29")).toEqual(["new", "14:30", "14:40", "14:50"]);
  expect(texts("14:40")).toEqual(["14:30", "14:40", "new", "14:50"]);
  expect(texts("14:45")).toEqual(["14:30", "14:40", "new", "14:50"]);
  expect(texts("15:00")).toEqual(["14:30", "14:40", "14:50", "new"]);
});

test("however entries arrive they stand in the order of their times, and none is lost", () => {
  fc.assert(
    fc.property(entries, (arriving) => {
      const timeline = arriving.reduce<Entry[]>(insertEntry, []);
      expect(timeline.map((one) => +one.at)).toEqual(arriving.map((one) => +one.at).toSorted((a, b) => a - b));
      expect(new Set(timeline)).toEqual(new Set(arriving));
    }),
  );
});

test("the latest of a kind is the last that happened", () => {
  const timeline = [
    entry("14:30", { kind: "impact", text: "some" }),
    entry("14:40", { kind: "impact", text: "all" }),
    entry("14:50", { kind: "drill" }),
  ];
  expect(latest(timeline, "impact")).toEqual({ at: at("14:40"), kind: "impact", text: "all" });
  expect(latest(timeline, "resolved")).toBeUndefined();
});

test("only people's deeds are shown, not the machine's notes to itself", () => {
  expect(isShown(entry("14:30", { kind: "breached", clock: "response" }))).toBe(true);
  expect(isShown(entry("14:30", { kind: "said", keys: ["triage"] }))).toBe(false);
  expect(isShown(entry("14:30", { kind: "answered", comment: 1, line: "x" }))).toBe(false);
});
