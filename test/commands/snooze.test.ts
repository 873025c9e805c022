// /snooze quiets the nudges for a while.
import { expect, test } from "vitest";
import { snooze } from "../../src/commands/snooze.ts";
import { at, refusal, typed } from "../support/facts.ts";

test.each([
  ["30m", at("15:10")],
  ["1h 30m", at("16:10")],
  ["24h", at("14:40", "2025-11-11")],
])("%s lasts from when it was typed", (rest, until) => {
  expect(typed(snooze, rest)).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "snoozed", until } },
  ]);
});

test.each(["", "30", "soon", "-30m", "0m"])("%j is not a length of time", (rest) => {
  expect(() => typed(snooze, rest)).toThrow(refusal("not-a-length", { given: rest }));
});

test("a day is the longest", () => {
  expect(() => typed(snooze, "24h1s")).toThrow(refusal("snooze-too-long"));
});
