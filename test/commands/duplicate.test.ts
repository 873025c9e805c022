// /duplicate folds this incident into another one.
import { expect, test } from "vitest";
import { duplicate } from "../../src/commands/duplicate.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

test.each(["#12", "12"])("ends the incident and points at %s", (rest) => {
  expect(typed(duplicate, rest)).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "duplicate", of: 12 } },
  ]);
});

test.each(["", "#", "acme/shop#12", "#12 and #13", "#1234567890", "twelve"])(
  "%j is not a number of an issue",
  (rest) => {
    expect(() => typed(duplicate, rest)).toThrow(refusal("not-a-number", { given: rest }));
  },
);

test("nothing is a duplicate of itself", () => {
  expect(() => typed(duplicate, "#7")).toThrow(refusal("duplicate-of-itself"));
});

test("is refused once the incident is over", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "cancelled" })] });
  expect(() => typed(duplicate, "#12", { incident })).toThrow(refusal("over", { command: "duplicate" }));
});
