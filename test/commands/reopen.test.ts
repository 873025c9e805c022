// /reopen: it was not over.
import { expect, test } from "vitest";
import { reopen } from "../../src/commands/reopen.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

test.each([
  entry("14:35", { kind: "resolved", via: "command" }),
  entry("14:35", { kind: "cancelled", reason: "a test" }),
  entry("14:35", { kind: "duplicate", of: 3 }),
])("reopens what is $kind", (ending) => {
  expect(typed(reopen, "it is back", { incident: anIncident({ timeline: [ending] }) })).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "reopened", reason: "it is back" } },
  ]);
});

test("asks for a reason", () => {
  expect(() => typed(reopen, "")).toThrow(refusal("missing-text", { command: "reopen" }));
});

test("what is not over cannot be reopened", () => {
  expect(() => typed(reopen, "it is back")).toThrow(refusal("not-over"));
});
