// /pause stops the response clock where the policy allows it.
import { expect, test } from "vitest";
import { pause } from "../../src/commands/pause.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

test.each(["P2", "P3"])("pauses %s, with its reason", (severity) => {
  expect(typed(pause, "waiting for the provider", { incident: anIncident({ severity }) })).toEqual([
    {
      do: "record",
      entry: { at: at("14:40"), by: "bob", ref: "c5", kind: "paused", reason: "waiting for the provider" },
    },
  ]);
});

test.each(["P0", "P1"])("%s may not be paused", (severity) => {
  expect(() => typed(pause, "later", { incident: anIncident({ severity }) })).toThrow(
    refusal("not-pausable", { severity }),
  );
});

test("an unknown severity may not be paused: the worst is assumed", () => {
  expect(() => typed(pause, "later", { incident: anIncident({ severity: "" }) })).toThrow(refusal("not-pausable"));
});

test("the policy decides", () => {
  const policy = policyOf({ severities: { P0: { pausable: true }, P2: { pausable: false } } });
  expect(typed(pause, "later", { policy, incident: anIncident({ severity: "P0" }) })).toHaveLength(1);
  expect(() => typed(pause, "later", { policy, incident: anIncident({ severity: "P2" }) })).toThrow(
    refusal("not-pausable"),
  );
});

test("a pause is not paused again", () => {
  const timeline = [entry("14:35", { kind: "paused", reason: "x" })];
  expect(typed(pause, "later", { incident: anIncident({ severity: "P2", timeline }) })).toEqual([]);
});

test("asks for a reason, and is refused once the incident is over", () => {
  expect(() => typed(pause, "", { incident: anIncident({ severity: "P2" }) })).toThrow(refusal("missing-text"));
  const incident = anIncident({ severity: "P2", timeline: [entry("14:35", { kind: "cancelled" })] });
  expect(() => typed(pause, "later", { incident })).toThrow(refusal("over", { command: "pause" }));
});
