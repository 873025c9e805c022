// /affects names the components.
import { expect, test } from "vitest";
import { affects } from "../../src/commands/affects.ts";
import { policyOf } from "../../src/domain/policy.ts";
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

test("takes only those that the policy names, as it writes them", () => {
  const policy = policyOf({ components: { Checkout: {}, search: {} } });
  expect(typed(affects, "checkout SEARCH", { policy })).toMatchObject([
    { entry: { components: ["Checkout", "search"] } },
  ]);
  const known = "Checkout, search";
  expect(() => typed(affects, "serch", { policy })).toThrow(
    refusal("unknown-component", { given: "serch", nearest: "search", known }),
  );
  expect(() => typed(affects, "mail", { policy })).toThrow(
    refusal("unknown-component", { given: "mail", nearest: "", known }),
  );
});
