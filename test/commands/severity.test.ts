// /severity says how bad it is.
import { expect, test } from "vitest";
import { severity } from "../../src/commands/severity.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, refusal, typed } from "../support/facts.ts";

test("names the first severity", () => {
  expect(typed(severity, "P1", { incident: anIncident({ severity: "" }) })).toEqual([
    { do: "record", entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "severity", to: "P1", via: "command" } },
  ]);
});

test.each(["P0", "p0", "0"])("understands %s", (word) => {
  expect(typed(severity, word)).toMatchObject([{ entry: { to: "P0" } }]);
});

test("keeps the reason", () => {
  expect(typed(severity, "P0  checkout fails for everybody")).toMatchObject([
    { entry: { to: "P0", reason: "checkout fails for everybody" } },
  ]);
});

test("what it is already changes nothing", () => {
  expect(typed(severity, "P1")).toEqual([]);
});

test.each([
  ["P0", "P1"],
  ["P0", "P3"],
  ["P1", "P2"],
])("a downgrade from %s to %s needs a reason", (from, to) => {
  const incident = anIncident({ severity: from });
  expect(() => typed(severity, to, { incident })).toThrow(refusal("downgrade-needs-reason", { from, to }));
  expect(typed(severity, `${to} one shop only`, { incident })).toMatchObject([
    { entry: { to, reason: "one shop only" } },
  ]);
});

test.each([
  ["P2", "P3"],
  ["P2", "P0"],
  ["P3", "P1"],
])("a change from %s to %s needs none", (from, to) => {
  expect(typed(severity, to, { incident: anIncident({ severity: from }) })).toMatchObject([{ entry: { to } }]);
});

test.each(["", "P4", "P", "high", "P1,"])("%j is no severity", (rest) => {
  expect(() => typed(severity, rest)).toThrow(refusal("unknown-severity", { given: rest, known: "P0, P1, P2, P3" }));
});

test("nothing is no severity, also where one has a name without a number", () => {
  const policy = policyOf({ severities: { outage: { response: "5m" } } });
  expect(() => typed(severity, "", { policy })).toThrow(refusal("unknown-severity"));
  expect(typed(severity, "outage", { policy, incident: anIncident({ severity: "" }) })).toMatchObject([
    { entry: { to: "outage" } },
  ]);
});
