// The ladder: who is called when.
import { expect, test } from "vitest";
import { clockStops, nextCalls, responsibleFor, rungsOf } from "../../src/domain/escalation.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anIncident, at, entry, person } from "../support/facts.ts";

const POLICY = policyOf({
  severities: {
    P0: {
      escalate: [
        { after: "0m", notify: ["@lead"] },
        { after: "30m", notify: ["@cto"] },
        { after: "45m", notify: ["@ceo"] },
      ],
    },
    P2: { escalate: [{ after: "1h", notify: ["@dev"] }] },
  },
});

const times = (incident: Incident, breachAt?: string) =>
  rungsOf(incident, POLICY, breachAt ? at(breachAt) : undefined).map((rung) => rung.at?.toFormat("HH:mm"));
const called = (time: string, step: number, severity = "P0") =>
  entry(time, { kind: "escalated", step, severity, called: [] });
const severity = (time: string, to: string) => entry(time, { kind: "severity", to, via: "command" });

test("a step counts from the declaration", () => {
  expect(times(anIncident({ severity: "P0" }))).toEqual(["14:30", "15:00", "15:15"]);
});

test("a step counts from the change that made the severity what it is", () => {
  const incident = anIncident({ severity: "P2", timeline: [severity("15:00", "P0")] });
  expect(times(incident)).toEqual(["15:00", "15:30", "15:45"]);
});

test("a breach brings the next step at once; the others keep their time", () => {
  expect(times(anIncident({ severity: "P0" }), "14:45")).toEqual(["14:30", "14:45", "15:15"]);
});

test("a breach at the very moment of a step brings no second one", () => {
  expect(times(anIncident({ severity: "P0" }), "15:00")).toEqual(["14:30", "15:00", "15:15"]);
});

test("a breach does not bring a step that somebody called before it", () => {
  const incident = anIncident({ severity: "P0", timeline: [called("14:30", 0), called("14:35", 1)] });
  expect(times(incident, "14:45")).toEqual(["14:30", "15:00", "14:45"]);
});

test("what a breach brought is not a reason to bring the next one", () => {
  const incident = anIncident({ severity: "P0", timeline: [called("14:30", 0), called("14:45", 1)] });
  expect(times(incident, "14:45")).toEqual(["14:30", "14:45", "15:15"]);
});

test("as long as nobody named a severity nobody is called before the breach", () => {
  expect(times(anIncident({ severity: "" }))).toEqual([undefined, undefined, undefined]);
  expect(times(anIncident({ severity: "" }), "14:45")).toEqual(["14:45", undefined, undefined]);
});

test("while the clocks stand still nobody is called; after it the steps come later", () => {
  const resolved = entry("14:40", { kind: "resolved", via: "command" });
  const reopened = entry("15:40", { kind: "reopened" });
  expect(times(anIncident({ severity: "P0", timeline: [resolved] }))).toEqual(["14:30", undefined, undefined]);
  expect(times(anIncident({ severity: "P0", timeline: [resolved, reopened] }))).toEqual(["14:30", "16:00", "16:15"]);
});

test("the next step is the first that nobody was called by", () => {
  expect(nextCalls(anIncident({ severity: "P0" }), POLICY, at("14:40"))[0]?.to).toEqual(["@lead"]);
  expect(nextCalls(anIncident({ severity: "P0", timeline: [called("14:30", 0)] }), POLICY, at("14:40"))[0]?.to).toEqual(
    ["@cto"],
  );
  const all = [called("14:30", 0), called("14:31", 1), called("14:32", 2)];
  expect(nextCalls(anIncident({ severity: "P0", timeline: all }), POLICY, at("14:40"))).toEqual([]);
});

test("each severity has its own ladder", () => {
  const timeline = [called("14:30", 0, "P2"), severity("14:40", "P0")];
  expect(nextCalls(anIncident({ severity: "P2", timeline }), POLICY, at("14:40"))[0]?.to).toEqual(["@lead"]);
});

test("a pause stops only what may be paused, and only as long as it may", () => {
  const paused = entry("14:40", { kind: "paused", reason: "waiting" });
  const stops = (timeline: Parameters<typeof anIncident>[0]) =>
    clockStops(anIncident(timeline), POLICY).map(({ from, to }) => [from.toFormat("HH:mm"), to?.toFormat("HH:mm")]);
  expect(stops({ severity: "P2", timeline: [paused] })).toEqual([["14:40", undefined]]);
  expect(stops({ severity: "P2", timeline: [paused, severity("15:00", "P0")] })).toEqual([["14:40", "15:00"]]);
  const resumed = entry("14:50", { kind: "resumed" });
  expect(stops({ severity: "P2", timeline: [paused, resumed, severity("15:00", "P0")] })).toEqual([["14:40", "14:50"]]);
});

test("an ending stops every clock", () => {
  const timeline = [entry("14:40", { kind: "cancelled" })];
  expect(clockStops(anIncident({ severity: "P0", timeline }), POLICY)).toEqual([{ why: "ended", from: at("14:40") }]);
});

test("a nudge is for the lead, else the assignees, else who acknowledged, else the ladder, else the reporter", () => {
  const acknowledged = entry("14:40", { kind: "acknowledged", via: "command", by: "bob" });
  const lead = entry("14:41", { kind: "role", role: "lead", who: "carol" });
  const issue = { assignees: ["dave", "erin"] };
  const forWhom = (given: Parameters<typeof anIncident>[0]) => responsibleFor(anIncident(given), POLICY, at("14:45"));
  expect(forWhom({ timeline: [acknowledged, lead], issue })).toEqual(["@carol"]);
  expect(forWhom({ timeline: [acknowledged], issue })).toEqual(["@dave", "@erin"]);
  expect(forWhom({ timeline: [acknowledged] })).toEqual(["@bob"]);
  expect(forWhom({ severity: "P0" })).toEqual(["@lead"]);
  expect(forWhom({ severity: "P3" })).toEqual(["@alice"]);
});

test("nobody is there: the reporter is a machine or gone", () => {
  for (const reporter of [person("alertmanager[bot]"), null])
    expect(responsibleFor(anIncident({ severity: "P3", issue: { reporter } }), POLICY, at("14:45"))).toEqual([]);
});
