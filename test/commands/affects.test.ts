// /affects names the components.
import { expect, test } from "vitest";
import { affects } from "../../src/commands/affects.ts";
import { at, refusal, typed } from "../support/facts.ts";

test.each(["api checkout", "api, checkout", "api,checkout,", "  api   checkout "])(
  "reads the components of %j",
  (rest) => {
    expect(typed(affects, rest)).toEqual([
      {
        do: "record",
        entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "affects", components: ["api", "checkout"] },
      },
    ]);
  },
);

test("asks for a component", () => {
  expect(() => typed(affects, "")).toThrow(refusal("missing-text", { command: "affects" }));
  expect(() => typed(affects, ", ,")).toThrow(refusal("missing-text", { command: "affects" }));
});
