// A month: which one a name names, and from which minute on its report is due, wherever the team works.
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { monthNamed, monthReportDue } from "../../src/domain/month.ts";
import { policyOf } from "../../src/domain/policy.ts";

test.each<[string, string, string, string | undefined]>([
  ["a Monday, before nine", "UTC", "2025-12-01T08:59:59Z", undefined],
  ["a Monday, at nine", "UTC", "2025-12-01T09:00:00Z", "2025-11"],
  ["the rest of the month", "UTC", "2025-12-31T23:59:59Z", "2025-11"],
  ["the 1st is a Saturday: not on it", "UTC", "2025-11-01T12:00:00Z", undefined],
  ["nor on the Sunday", "UTC", "2025-11-02T23:00:00Z", undefined],
  ["but on Monday the 3rd", "UTC", "2025-11-03T09:00:00Z", "2025-10"],
  ["the 1st is a Sunday: Monday the 2nd, before nine", "UTC", "2026-02-02T08:59:00Z", undefined],
  ["the 1st is a Sunday: Monday the 2nd", "UTC", "2026-02-02T09:00:00Z", "2026-01"],
  ["the 1st is a Friday", "UTC", "2026-05-01T09:00:00Z", "2026-04"],
  ["January reports December", "UTC", "2026-01-01T09:00:00Z", "2025-12"],
  ["nine in Paris is eight here", "Europe/Paris", "2025-12-01T08:00:00Z", "2025-11"],
  ["nine in New York is later", "America/New_York", "2025-12-01T13:59:00Z", undefined],
  ["nine in New York", "America/New_York", "2025-12-01T14:00:00Z", "2025-11"],
  ["nine in Auckland is the day before", "Pacific/Auckland", "2025-11-30T20:00:00Z", "2025-11"],
  ["in Auckland it is November still", "Pacific/Auckland", "2025-11-30T10:59:00Z", "2025-10"],
  ["on the morning after the clocks went back", "Europe/Berlin", "2026-04-01T07:00:00Z", "2026-03"],
])("%s (%s)", (_, timezone, now, name) => {
  expect(monthReportDue(DateTime.fromISO(now, { zone: "utc" }), policyOf({ timezone }))?.name).toBe(name);
});

test("the month is the team's own, from midnight to midnight", () => {
  const month = monthNamed("2025-10", "Europe/Paris");
  expect(month?.from.toUTC().toISO()).toBe("2025-09-30T22:00:00.000Z");
  expect(month?.to.toUTC().toISO()).toBe("2025-10-31T23:00:00.000Z");
});

test("no report is due where none is wanted", () => {
  const now = DateTime.fromISO("2025-12-01T09:00:00Z");
  expect(monthReportDue(now, policyOf({ monthly_report: false }))).toBeUndefined();
});

test.each(["", "2025", "2025-13", "2025-00", "2025-1", "25-10", "2025-10-01", "october"])(
  "%j names no month",
  (name) => {
    expect(monthNamed(name, "UTC")).toBeUndefined();
  },
);

test("the policy says which label, and where", () => {
  expect(policyOf({}).monthlyReport).toEqual({ label: "incident-report" });
  expect(policyOf({ monthly_report: { repository: "acme/reports" } }).monthlyReport).toEqual({
    label: "incident-report",
    repository: "acme/reports",
  });
  expect(policyOf({ monthly_report: { label: "figures" } }).monthlyReport).toEqual({ label: "figures" });
});
