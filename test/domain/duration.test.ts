// Lengths of time: what people may write, and that what is written is read back.
import fc from "fast-check";
import { Duration } from "luxon";
import { expect, test } from "vitest";
import { parseDuration, printDuration } from "../../src/domain/duration.ts";

test.each([
  ["3s", 3],
  ["15m", 900],
  ["1h30m", 5400],
  ["48h", 172_800],
  ["2d", 172_800],
  ["1d2h3m4s", 93_784],
  [" 30M ", 1800],
  ["0m", 0],
])("reads %s", (text, seconds) => {
  expect(parseDuration(text)?.toMillis()).toBe(seconds * 1000);
});

test.each(["", " ", "15", "m", "30m1h", "1.5h", "-15m", "1h 30m", "15min", "1w", "999999999m", "１５m"])(
  "does not take %j for a length",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [5400, "1h30m"],
  [172_800, "48h"],
  [59, "59s"],
  [3661, "1h1m1s"],
  [0, "0m"],
  [-900, "15m"],
])("writes %d seconds as %s", (seconds, text) => {
  expect(printDuration(Duration.fromMillis(seconds * 1000))).toBe(text);
});

test("reads back whatever it writes", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
      const length = Duration.fromMillis(seconds * 1000);
      expect(parseDuration(printDuration(length))?.toMillis()).toBe(length.toMillis());
    }),
  );
});
