// /impact says who and what is affected.
import { expect, test } from "vitest";
import { impact } from "../../src/commands/impact.ts";
import { at, refusal, typed } from "../support/facts.ts";

test("keeps the sentence as it was typed", () => {
  expect(typed(impact, "30 % of  checkouts fail")).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "impact", text: "30 % of  checkouts fail" } },
  ]);
});

test("asks for a sentence", () => {
  expect(() => typed(impact, "")).toThrow(refusal("missing-text", { command: "impact" }));
});
