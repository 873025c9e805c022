// The labels: which the app takes care of, which it understands, and what they look like.
import { expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { hasLabel, isManaged, labelLooks, severityOfLabel } from "../../src/domain/labels.ts";
import { policyOf } from "../../src/domain/policy.ts";

const POLICY = policyOf({
  trigger: "outage",
  severities: { P0: {}, P1: {}, P2: {}, P3: {}, SEV1: { response: "5m" } },
});

test("a label is the same in any case, as on GitHub", () => {
  expect(hasLabel(["Bug", "Incident"], "incident")).toBe(true);
  expect(hasLabel(["incidents"], "incident")).toBe(false);
});

test.each([
  ["severity: P1", "P1"],
  ["SEVERITY: p1", "P1"],
  ["P1", "P1"],
  ["p3", "P3"],
  ["severity: sev1", "SEV1"],
])("%s means %s", (label, severity) => {
  expect(severityOfLabel(POLICY, label)).toBe(severity);
});

test.each(["severity: P9", "severity:P1", "P1 ", "priority: P1", "P", ""])("%j names no severity", (label) => {
  expect(severityOfLabel(POLICY, label)).toBeUndefined();
});

test.each(["severity: P0", "P2", "sla: on track", "SLA: Breached", "status: identified", "post-mortem: overdue"])(
  "%s is ours to add and to take away",
  (label) => {
    expect(isManaged(POLICY, label)).toBe(true);
  },
);

test.each(["outage", "bug", "sla: whatever", "status: blocked", "post-mortem", "action-item", "drill", "security"])(
  "%s stays as people put it",
  (label) => {
    expect(isManaged(POLICY, label)).toBe(false);
  },
);

test("every label has a look that GitHub accepts, and is made once", () => {
  const looks = labelLooks(POLICY);
  expect(looks.map(({ name }) => name)).toEqual([
    "outage",
    ...["P0", "P1", "P2", "P3", "SEV1"].map((name) => `severity: ${name}`),
    ...["on track", "at risk", "breached", "met"].map((name) => `sla: ${name}`),
    ...["investigating", "identified", "monitoring", "resolved"].map((name) => `status: ${name}`),
    ...["required", "in review", "overdue", "done", "waived"].map((name) => `post-mortem: ${name}`),
    "post-mortem",
    "action-item",
    "action-digest",
    "tocsin: configuration",
    "security",
    "drill",
    "incident-report",
  ]);
  for (const { name, color, description } of looks) {
    expect(color).toMatch(/^[0-9a-f]{6}$/);
    expect(name.length).toBeLessThanOrEqual(50);
    const described = (["en", "fr"] as const).map((locale) =>
      loadTemplates().render(description, { locale, timezone: "UTC" }),
    );
    for (const text of described) expect(text.length).toBeLessThanOrEqual(100);
    expect(new Set(described).size).toBe(2);
  }
});
