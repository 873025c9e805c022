// Whether a post-mortem is owed: by the policy of the resolution, and the severity of that time or later.
import { expect, test } from "vitest";
import { policyOf } from "../../src/domain/policy.ts";
import { owingSeverity } from "../../src/domain/post-mortem.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, entry } from "../support/facts.ts";

const LATER = policyOf({ severities: { P2: { post_mortem: "48h" } } });
const severity = (time: string, to: string) => entry(time, { kind: "severity", to, via: "label" });
const resolved = (judged: { severity?: string; owes?: boolean }) =>
  entry("15:00", { kind: "resolved", via: "command", ...judged });
const owing = (...timeline: Entry[]) => owingSeverity(anIncident({ severity: "P2", timeline }), LATER);
const spared = resolved({ severity: "P2", owes: false });

test("what nothing was owed for then is not owed under a later policy", () => {
  expect(owing(spared)).toBeUndefined();
  expect(owing(severity("14:40", "P3"), severity("14:50", "P2"), spared)).toBeUndefined();
});

test("an upgrade afterwards adds the debt", () => {
  expect(owing(spared, severity("15:10", "P1"))).toBe("P1");
});

test("a label of before the resolution that was heard of later adds it too", () => {
  expect(owing(severity("14:59", "P1"), spared)).toBe("P1");
});

test("a resolution of which nothing is recorded is judged by the policy", () => {
  expect(owing(resolved({}))).toBe("P2");
});
