// Response: somebody takes the incident; the deadline as severity changes, and who is called.
import { expect, test } from "vitest";
import { response } from "../../src/clocks/response.ts";
import { DEFAULT_POLICY, policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry } from "../support/facts.ts";

type Given = Parameters<typeof anIncident>[0];
const LADDER = policyOf({
  severities: {
    P1: {
      escalate: [
        { after: "0m", notify: ["@sre"] },
        { after: "90m", notify: ["@cto"] },
        { after: "2h", notify: ["@ceo"] },
      ],
    },
  },
  reminders: { response: ["50%", "-10m", "0h", "+30m"] },
});
const due = (given: Given, policy = DEFAULT_POLICY) =>
  response.measure(anIncident(given), policy)?.due?.toFormat("dd HH:mm");
const severity = (time: string, to: string): Entry => entry(time, { kind: "severity", to, via: "command", by: "bob" });
const acknowledged = entry("14:40", { kind: "acknowledged", via: "command", by: "bob" });

function said(given: Given, policy = LADDER): string[] {
  const incident = anIncident(given);
  const span = response.measure(incident, policy);
  const occasions = span ? response.occasions(span, incident, policy) : [];
  return occasions
    .toSorted((a, b) => +a.at - +b.at)
    .map((one) => [one.at.toFormat("HH:mm"), one.kind, one.message.template, ...one.to].join(" "));
}

test.each([
  ["P0", "10 14:45"],
  ["P1", "10 15:30"],
  ["P2", "10 18:30"],
  ["P3", "11 14:30"],
  ["", "10 14:45"],
])("%s is to be answered until %s", (name, deadline) => {
  expect(due({ severity: name })).toBe(deadline);
});

test("an upgrade brings the deadline nearer, never farther", () => {
  expect(due({ severity: "P2", timeline: [severity("15:00", "P0")] })).toBe("10 15:15");
  expect(due({ severity: "P1", timeline: [severity("15:25", "P0")] })).toBe("10 15:30");
  expect(due({ severity: "P3", timeline: [severity("15:00", "P2"), severity("15:10", "P1")] })).toBe("10 16:10");
});

test("a downgrade starts over from the declaration", () => {
  expect(due({ severity: "P1", timeline: [severity("15:00", "P2")] })).toBe("10 18:30");
  expect(due({ severity: "P2", timeline: [severity("15:00", "P0"), severity("15:05", "P1")] })).toBe("10 15:30");
});

test("the first severity named counts from the declaration", () => {
  expect(due({ severity: "", timeline: [severity("14:40", "P1")] })).toBe("10 15:30");
  expect(due({ severity: "", timeline: [severity("14:40", "P1"), severity("14:50", "P0")] })).toBe("10 15:05");
});

test("a pause moves the deadline of what may be paused", () => {
  const timeline = [entry("15:00", { kind: "paused", reason: "x" }), entry("16:00", { kind: "resumed" })];
  expect(due({ severity: "P2", timeline })).toBe("10 19:30");
  expect(due({ severity: "P1", timeline })).toBe("10 16:30");
});

test("an upgrade does not take back a pause that was allowed", () => {
  const timeline = [entry("15:00", { kind: "paused", reason: "x" }), entry("18:00", { kind: "resumed" })];
  expect(due({ severity: "P2", timeline: [...timeline, severity("20:00", "P1")] })).toBe("10 21:00");
});

test("an upgrade to what may not be paused ends the pause", () => {
  const timeline = [entry("15:00", { kind: "paused", reason: "x" }), severity("20:00", "P1")];
  expect(due({ severity: "P2", timeline })).toBe("10 21:00");
});

test("an ending and the missing label stop it; it goes on from there", () => {
  const timeline = [
    entry("14:40", { kind: "cancelled" }),
    entry("15:40", { kind: "reopened" }),
    entry("16:00", { kind: "silenced" }),
    entry("16:10", { kind: "revived" }),
  ];
  expect(due({ timeline })).toBe("10 16:40");
  expect(due({ timeline: timeline.slice(0, 1) })).toBeUndefined();
});

test("what stops after the acknowledgement moves nothing", () => {
  expect(due({ timeline: [acknowledged, entry("14:50", { kind: "cancelled" })] })).toBe("10 15:30");
});

test("is done with the acknowledgement and then says nothing", () => {
  expect(response.measure(anIncident({ timeline: [acknowledged] }), LADDER)?.done).toEqual(at("14:40"));
  expect(said({ timeline: [acknowledged] })).toEqual([]);
});

test("says nothing while it stands still or the incident is over", () => {
  expect(said({ timeline: [entry("14:40", { kind: "silenced" })] })).toEqual([]);
  expect(said({ timeline: [entry("15:40", { kind: "cancelled" })] })).toEqual([]);
});

test("nudges, breaches and calls the ladder; the breach brings the next step at once", () => {
  expect(said({})).toEqual([
    "14:30 call call @sre",
    "15:00 nudge response @sre",
    "15:20 nudge response @sre",
    "15:30 breach breach",
    "15:30 call call @cto",
    "16:00 nudge response @sre",
    "16:30 call call @ceo",
  ]);
});

test("a breach that brings no step is for whoever is responsible", () => {
  expect(said({}, DEFAULT_POLICY)).toEqual(["15:30 breach breach @alice"]);
  const all = [0, 1, 2].map((step) => entry("14:40", { kind: "escalated", step, severity: "P1", called: [] }));
  const keys = [0, 1, 2].map((step) => `ladder:P1:${step}`);
  expect(said({ timeline: [...all, entry("14:40", { kind: "said", keys })] })).toContain("15:30 breach breach @sre");
});

test("a step that says nobody is passed over", () => {
  const policy = policyOf({ severities: { P1: { escalate: [{ after: "0m", notify: [] }] } } });
  expect(said({}, policy)).toEqual(["15:30 breach breach @alice"]);
});

test("what was said is not said again when the deadline moves by a stop", () => {
  const keys = (timeline: Entry[]) => {
    const incident = anIncident({ timeline });
    const span = response.measure(incident, LADDER);
    return span
      ? response
          .occasions(span, incident, LADDER)
          .filter(({ kind }) => kind === "nudge")
          .map(({ key }) => key)
      : [];
  };
  const stopped = [entry("15:10", { kind: "cancelled" }), entry("15:20", { kind: "reopened" })];
  expect(keys(stopped)).toEqual(keys([]));
  expect(new Set(keys([]).concat(keys([severity("15:00", "P0")]))).size).toBe(6);
});
