// /cancel dismisses a false alarm.
import { expect, test } from "vitest";
import { cancel } from "../../src/commands/cancel.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

test("ends the incident, with its reason", () => {
  expect(typed(cancel, "the probe was wrong")).toEqual([
    {
      do: "record",
      entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "cancelled", reason: "the probe was wrong" },
    },
  ]);
});

test("asks for a reason", () => {
  expect(() => typed(cancel, "")).toThrow(refusal("missing-text", { command: "cancel" }));
});

test("what is over cannot be dismissed", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "resolved", via: "command" })] });
  expect(() => typed(cancel, "wrong", { incident })).toThrow(refusal("over", { command: "cancel" }));
});
