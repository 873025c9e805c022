// /escalate calls the next step of the ladder, now.
import { expect, test } from "vitest";
import { escalate } from "../../src/commands/escalate.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry, refusal, typed } from "../support/facts.ts";

const policy = policyOf({
  severities: {
    P1: {
      escalate: [
        { after: "0m", notify: ["@acme/sre"] },
        { after: "30m", notify: ["@cto", "mail:cto@acme.example"] },
      ],
    },
  },
});
const called = (step: number) => entry("14:30", { kind: "escalated", step, severity: "P1", called: [] });

test("calls the step that nobody was called by yet", () => {
  const incident = anIncident({ timeline: [called(0)] });
  expect(typed(escalate, "no answer", { incident, policy })).toEqual([
    {
      do: "record",
      entry: {
        at: at("14:40"),
        by: "bob",
        ref: "c5",
        kind: "escalated",
        step: 1,
        severity: "P1",
        called: ["@cto", "mail:cto@acme.example"],
        reason: "no answer",
      },
    },
    { do: "record", entry: { at: at("14:40"), kind: "said", keys: ["ladder:P1:1"] } },
    {
      do: "say",
      kind: "call",
      key: "ladder:P1:1",
      keys: ["ladder:P1:1"],
      to: ["@cto", "mail:cto@acme.example"],
      parts: [
        {
          template: "escalate-call",
          data: { severity: "P1", step: 2, by: "bob", reason: "no answer", isUncovered: false },
        },
      ],
    },
  ]);
});

test("needs no reason", () => {
  expect(typed(escalate, "", { policy })).toMatchObject([{ entry: { step: 0, called: ["@acme/sre"] } }, {}, {}]);
});

test("is refused at the ladder's end, and where there is none", () => {
  const incident = anIncident({ timeline: [called(0), called(1)] });
  expect(() => typed(escalate, "", { incident, policy })).toThrow(refusal("ladder-finished", { severity: "P1" }));
  expect(() => typed(escalate, "")).toThrow(refusal("no-ladder", { severity: "P1" }));
});

test("is refused once the incident is over", () => {
  const incident = anIncident({ timeline: [entry("14:35", { kind: "cancelled" })] });
  expect(() => typed(escalate, "", { incident, policy })).toThrow(refusal("over", { command: "escalate" }));
});
