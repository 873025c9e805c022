// /sla shows the clocks, and with `explain` what they rest on.
import { expect, test } from "vitest";
import { sla } from "../../src/commands/sla.ts";
import { spanOf } from "../../src/domain/clock.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, declared, entry, refusal, typed } from "../support/facts.ts";

const clocks = [
  { ...spanOf(at("14:30"), at("15:30").diff(at("14:30")), []), clock: "response", state: "on track" as const },
];
const change = entry("14:35", { kind: "severity", to: "P0", via: "command" });
const incident = anIncident({ timeline: [change, entry("14:36", { kind: "note", text: "x" })] });

test("answers with the clocks as they were when it was typed", () => {
  expect(typed(sla, "", { incident, clocks })).toMatchObject([
    {
      do: "say",
      kind: "reply",
      key: "sla:5",
      to: ["@bob"],
      parts: [{ template: "sla", data: { explain: false, clocks, at: at("14:40"), declaredAt: at("14:30") } }],
    },
  ]);
});

test("explains with every change of severity, the policy and the incident's address", () => {
  const policy = policyOf({}, "acme/shop@1234567");
  expect(typed(sla, "Explain", { incident, clocks, policy })).toMatchObject([
    {
      parts: [
        {
          data: {
            explain: true,
            severities: [declared()[1], change],
            policy: "acme/shop@1234567",
            url: "https://github.com/acme/shop/issues/7",
          },
        },
      ],
    },
  ]);
});

test("does not guess", () => {
  expect(() => typed(sla, "exlpain")).toThrow(refusal("not-explain", { given: "exlpain" }));
});
