// The nearest word: close enough to have been meant.
import fc from "fast-check";
import { expect, test } from "vitest";
import { nearest } from "../../src/domain/nearest.ts";

const WORDS = ["severity", "sev", "ack", "status", "escalate", "snooze"];

test.each([
  ["serverity", "severity"],
  ["severty", "severity"],
  ["ackk", "ack"],
  ["ac", "ack"],
  ["snoze", "snooze"],
  ["esclaate", "escalate"],
])("%s was meant to be %s", (typed, meant) => {
  expect(nearest(typed, WORDS)).toBe(meant);
});

test.each(["lgtm", "assign", "hold", "retest", "approve", "close", "x"])("%s is somebody else's word", (word) => {
  expect(nearest(word, WORDS)).toBeUndefined();
});

test("a short word has room for one error only", () => {
  expect(nearest("acme", ["ack"])).toBeUndefined();
});

test("a word is nearest to itself", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), (words) => {
      for (const word of words) expect(nearest(word, words)).toBe(word);
    }),
  );
});

test("nothing is near when there is nothing", () => {
  expect(nearest("ack", [])).toBeUndefined();
});
