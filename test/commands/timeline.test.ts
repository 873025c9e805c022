// /timeline writes down what happened, when it happened.
import { expect, test } from "vitest";
import { timeline } from "../../src/commands/timeline.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { at, refusal, typed } from "../support/facts.ts";

const PARIS = policyOf({ timezone: "Europe/Paris" });

test("without a time it happened now", () => {
  expect(typed(timeline, "restarted the API")).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "note", text: "restarted the API" } },
  ]);
});

test.each([
  ["14:32 acknowledged", at("14:32"), "acknowledged"],
  ["9:05 deployed", at("09:05"), "deployed"],
  ["14:40 now", at("14:40"), "now"],
  ["14:41 deployed", at("14:41", "2025-11-09"), "deployed"],
  ["2025-11-08 23:10 deployed", at("23:10", "2025-11-08"), "deployed"],
  ["2025-11-10T14:32Z acknowledged", at("14:32"), "acknowledged"],
  ["14:32 UTC   acknowledged", at("14:32"), "acknowledged"],
  ["14:32 - alert: P99 > 5 s", at("14:32"), "- alert: P99 > 5 s"],
])("%s is back-dated", (rest, time, text) => {
  expect(typed(timeline, rest)).toMatchObject([{ entry: { at: time, text } }]);
});

test("a time is in the policy's zone unless it says UTC", () => {
  expect(typed(timeline, "15:32 acknowledged", { policy: PARIS })).toMatchObject([{ entry: { at: at("14:32") } }]);
  expect(typed(timeline, "14:32 UTC acknowledged", { policy: PARIS })).toMatchObject([{ entry: { at: at("14:32") } }]);
  expect(typed(timeline, "14:32Z acknowledged", { policy: PARIS })).toMatchObject([{ entry: { at: at("14:32") } }]);
});

test("just after midnight the evening is yesterday, by the zone's own day", () => {
  const midnight = { policy: PARIS, at: at("23:05") };
  expect(typed(timeline, "23:50 alert fired", midnight)).toMatchObject([{ entry: { at: at("22:50") } }]);
  expect(typed(timeline, "0:04 alert fired", midnight)).toMatchObject([{ entry: { at: at("23:04") } }]);
});

test("what looks like a time only at first is text", () => {
  expect(typed(timeline, "14:32:10 alert")).toMatchObject([{ entry: { at: at("14:40"), text: "14:32:10 alert" } }]);
  expect(typed(timeline, "5 users call")).toMatchObject([{ entry: { text: "5 users call" } }]);
});

test.each(["25:00 x", "14:75 x", "2025-13-01 10:00 x", "2025-02-30 10:00 x"])("%s has no such time", (rest) => {
  expect(() => typed(timeline, rest)).toThrow(refusal("not-a-time"));
});

test("the future has not happened", () => {
  expect(() => typed(timeline, "2025-11-10 14:41 x")).toThrow(refusal("time-in-future"));
});

test.each(["", "14:32", "14:32 "])("%j says nothing", (rest) => {
  expect(() => typed(timeline, rest)).toThrow(refusal("missing-text", { command: "timeline" }));
});
