// Where the first severity comes from: label, form, title, policy, in this order.
import { expect, test } from "vitest";
import { policyOf } from "../../src/domain/policy.ts";
import { severityOfIssue, severityOfLabels } from "../../src/domain/severity.ts";
import { anIssue } from "../support/facts.ts";

const POLICY = policyOf({});
const FORM = "### Severity\n\nP2 (Medium)\n\n### Impact\n\nsome users";

const named = (changes: Parameters<typeof anIssue>[0], policy = POLICY) => severityOfIssue(anIssue(changes), policy);

test("a label comes first, then the form, the title, the policy", () => {
  const policy = policyOf({ default_severity: "P3" });
  const all = { labels: ["incident", "severity: P0"], body: FORM, title: "[P1] Checkout down" };
  expect(named(all, policy)).toEqual({ to: "P0", via: "label" });
  expect(named({ ...all, labels: ["incident"] }, policy)).toEqual({ to: "P2", via: "form" });
  expect(named({ title: all.title }, policy)).toEqual({ to: "P1", via: "title" });
  expect(named({}, policy)).toEqual({ to: "P3", via: "default" });
});

test("nothing names a severity: somebody has to say", () => {
  expect(named({})).toBeUndefined();
});

test.each(["Severity", "severity", "Sévérité", "SÉVÉRITÉ", "Gravité"])("reads the form's heading %s", (heading) => {
  expect(named({ body: `### Impact\n\nall\n\n### ${heading}\n\nP1\n` })?.to).toBe("P1");
});

test.each(["P1", "p1", "P1 (High)", "P1 - major function down", "P1: high", "**P1** (High)", "P1\r"])(
  "reads the form's answer %j",
  (answer) => {
    expect(named({ body: `### Severity\r\n\r\n${answer}\n` })).toEqual({ to: "P1", via: "form" });
  },
);

test.each(["_No response_", "P7", "P", "High", "### Impact", "", "P10"])("the answer %j names none", (answer) => {
  expect(named({ body: `### Severity\n\n${answer}\n` })).toBeUndefined();
});

test("an empty answer leaves it to the title", () => {
  expect(named({ body: "### Severity\n\n_No response_", title: "[P3] typo" })).toEqual({ to: "P3", via: "title" });
});

test.each(["[P1] Login", "Login [p1]", "[prod] [P1] Login", "[Bug][P1] Login"])("reads the title %s", (title) => {
  expect(named({ title })).toEqual({ to: "P1", via: "title" });
});

test.each(["P1 Login", "(P1) Login", "[P9] Login", "[P1", "[]"])("the title %s names none", (title) => {
  expect(named({ title })).toBeUndefined();
});

test("of several labels the most severe counts, whatever its case and with or without its prefix", () => {
  expect(severityOfLabels(["severity: P3", "p1", "SEVERITY: p2", "bug"], POLICY)).toBe("P1");
  expect(severityOfLabels(["P10", "severity:P1", "bug"], POLICY)).toBeUndefined();
});
