// The figures of a month: by hand, and counted a second time in another way on random histories.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthJson } from "../../src/app/month-formats.ts";
import { statisticsOf } from "../../src/app/statistics.ts";
import { type Incident, incidentOf } from "../../src/domain/incident.ts";
import { monthNamed } from "../../src/domain/month.ts";
import { DEFAULT_POLICY, policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, anIssue, at, entry } from "../support/facts.ts";
import { recount } from "../support/recount.ts";
import { histories } from "../support/sample-histories.ts";

const ack = (time: string) => entry(time, { kind: "acknowledged", via: "command", by: "bob" });
const resolved = (time: string) => entry(time, { kind: "resolved", via: "command", by: "bob" });

function november(incidents: readonly Incident[], now = at("09:05", "2025-12-01"), policy = DEFAULT_POLICY) {
  const month = monthNamed("2025-11", policy.timezone);
  if (!month) return expect.unreachable("a month");
  return statisticsOf(incidents, policy, { month, now });
}

const P1 = (...timeline: Entry[]) => anIncident({ timeline });
const minutes = (length: { as(unit: "minutes"): number } | undefined) => length?.as("minutes");

describe("times", () => {
  test("are values that occurred: the median of four is the second, the 90th percentile of ten the ninth", () => {
    const tens = Array.from({ length: 10 }, (_, index) => P1(ack(`14:${31 + index}`)));
    expect(november(tens).all.response).toMatchObject({ n: 10 });
    expect(minutes(november(tens).all.response.median)).toBe(5);
    expect(minutes(november(tens).all.response.p90)).toBe(9);
    expect(minutes(november(tens.slice(0, 4)).all.response.median)).toBe(2);
    expect(minutes(november(tens.slice(0, 4)).all.response.p90)).toBe(4);
  });

  test("of nothing are nothing", () => {
    expect(november([]).all.response).toEqual({ n: 0, median: undefined, p90: undefined });
    expect(november([P1()]).all).toMatchObject({ incidents: 1, response: { n: 0 }, resolution: { n: 0 } });
  });

  test("of a resolution that was taken back do not count", () => {
    const again = P1(ack("14:31"), resolved("15:00"), entry("15:10", { kind: "reopened" }));
    expect(november([again]).all.resolution.n).toBe(0);
    expect(minutes(november([P1(ack("14:31"), resolved("15:00"))]).all.resolution.median)).toBe(30);
  });
});

describe("incidents", () => {
  test("belong to the month of their declaration, where the team works", () => {
    const paris = policyOf({ timezone: "Europe/Paris" });
    const on = (time: string, day: string) => incidentOf(anIssue(), [{ at: at(time, day), kind: "declared" }]);
    const around = [
      on("22:59", "2025-10-31"),
      on("23:00", "2025-10-31"),
      on("22:59", "2025-11-30"),
      on("23:00", "2025-11-30"),
    ];
    expect(november(around, undefined, paris).all.incidents).toBe(2);
  });

  test("are counted by their last severity; one that nobody named comes last, one of another policy before it", () => {
    const upgraded = P1(entry("14:35", { kind: "severity", to: "P0", via: "command" }));
    const foreign = anIncident({ severity: "SEV7" });
    const { severities } = november([upgraded, foreign, anIncident({ severity: "" })]);
    expect(severities.map(({ severity, incidents }) => [severity, incidents])).toEqual([
      ["P0", 1],
      ["P1", 0],
      ["P2", 0],
      ["P3", 0],
      ["SEV7", 1],
      ["", 1],
    ]);
  });

  test("that were false alarms, duplicates or exercises are counted apart", () => {
    const cancelled = P1(entry("14:40", { kind: "cancelled" }));
    const duplicate = P1(entry("14:40", { kind: "duplicate", of: 3 }));
    const statistics = november([cancelled, duplicate, P1(entry("14:31", { kind: "drill" })), P1()]);
    expect(statistics).toMatchObject({ cancelled: 1, duplicates: 1, drills: 1, all: { incidents: 1 } });
  });
});

test("the promise of response is met to the second, broken after it, and undecided until then", () => {
  const [met, late, never] = [P1(ack("15:30")), P1(ack("15:31")), P1()];
  expect(november([met, late, never]).all.sla).toEqual({ met: 1, breached: 2, undecided: 0 });
  expect(november([never], at("15:29")).all.sla).toEqual({ met: 0, breached: 0, undecided: 1 });
});

test("post-mortems are on time, late, overdue or not due yet; a waiver says by whom and why", () => {
  const over = [ack("14:31"), resolved("15:00")];
  const on = (day: string, what: object) => ({ at: at("15:00", day), by: "carol", ...what }) as Entry;
  const [onTime, late] = ["2025-11-12", "2025-11-13"].map((day) => P1(...over, on(day, { kind: "reviewed" })));
  const waived = P1(...over, on("2025-11-11", { kind: "waived", reason: "known cause" }));
  const unowed = anIncident({ severity: "P2", timeline: over });
  const all = [onTime, late, waived, unowed, P1(...over)].filter((one) => one !== undefined);
  const waiver = { number: 7, url: anIssue().url, by: "carol", reason: "known cause" };
  const counts = { owed: 4, onTime: 1, late: 1, overdue: 1, pending: 0, waived: [waiver] };
  expect(november(all).postMortems).toEqual(counts);
  expect(november([P1(...over)], at("16:00")).postMortems).toMatchObject({ owed: 1, pending: 1, overdue: 0 });
});

test("an action is overdue when its day is over where the team works; the last that was heard of it holds", () => {
  const action = (number: number, isDone: boolean, due?: string) =>
    entry("15:00", { kind: "action", number, text: "x", isDone, due });
  const incident = P1(
    action(1, false, "2025-11-30"),
    action(2, false),
    action(3, false, "2025-11-20"),
    action(3, true),
  );
  const policy = policyOf({ timezone: "America/New_York" });
  expect(november([incident], at("04:59", "2025-12-01"), policy).actions).toEqual({ done: 1, open: 2, overdue: 0 });
  expect(november([incident], at("05:00", "2025-12-01"), policy).actions).toEqual({ done: 1, open: 1, overdue: 1 });
});

test("what was said unasked is counted by comment and by thing said; answers are not", () => {
  const said = (...keys: string[]) => entry("15:00", { kind: "said", keys });
  const answered = entry("15:00", { kind: "answered", comment: 42, line: "/sla" });
  const incident = P1(
    said("response:1762788600", "ladder:P1:0"),
    said("sla:42"),
    said("update:1762788600:0"),
    answered,
  );
  expect(november([incident]).reminders).toEqual({ comments: 2, said: 3 });
});

test("components are those last named, the one hit most often first", () => {
  const affects = (...components: string[]) => entry("14:40", { kind: "affects", components });
  const incidents = [P1(affects("api", "web")), P1(affects("api"), affects("web", "web")), P1(affects("db", "web"))];
  expect(november(incidents).components).toEqual([
    { name: "web", incidents: 3 },
    { name: "api", incidents: 1 },
    { name: "db", incidents: 1 },
  ]);
});

test("on 200 random months the figures are what a second count says, minute by minute", () => {
  const zone = "Europe/Paris";
  const policy = policyOf({ timezone: zone, severities: { P1: { post_mortem: "72h" } } });
  const promises = [
    { name: "P0", response: 15, postMortem: 2880, pausable: false },
    { name: "P1", response: 60, postMortem: 4320, pausable: false },
    { name: "P2", response: 240, pausable: true },
    { name: "P3", response: 1440, pausable: true },
  ];
  const month = monthNamed("2025-11", zone);
  if (!month) return expect.unreachable("a month");
  const { from, to } = month;
  const months = fc
    .integer({ min: 0, max: 72 * 60 })
    .chain((minutes) =>
      fc.record({ now: fc.constant(to.plus({ minutes })), incidents: histories(from, to.plus({ minutes }), 30) }),
    );
  fc.assert(
    fc.property(months, ({ now, incidents }) => {
      const threads = incidents.map(({ issue, timeline }) => ({ ...issue, entries: timeline }));
      const read = JSON.parse(monthJson("acme/shop", statisticsOf(incidents, policy, { month, now })));
      expect(read).toMatchObject(recount(threads, { promises, from, to, now, zone }));
    }),
    { numRuns: 200 },
  );
});

test("the random histories come to everything that is counted", () => {
  const month = monthNamed("2025-11", "UTC");
  if (!month) return expect.unreachable("a month");
  const now = month.to.plus({ hours: 33 });
  const months = fc.sample(histories(month.from, now, 30), { numRuns: 200, seed: 1 });
  const { all, postMortems, ...others } = november(months.flat(), now);
  const { waived, ...counts } = postMortems;
  const seen = [...Object.values(all.sla), ...Object.values(counts), waived.length, all.response.n, all.resolution.n];
  const apart = [others.cancelled, others.duplicates, others.drills, ...Object.values(others.actions)];
  for (const count of [...seen, ...apart, others.reminders.said]) expect(count).toBeGreaterThan(3);
});
