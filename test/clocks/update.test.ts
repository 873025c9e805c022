// Update cadence: somebody says how it stands, from the acknowledgement to the resolution.
import { expect, test } from "vitest";
import { update } from "../../src/clocks/update.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry } from "../support/facts.ts";

type Given = { severity?: string; timeline?: Entry[] };
const acknowledged = entry("14:40", { kind: "acknowledged", via: "command", by: "bob" });
const updated = (time: string) => entry(time, { kind: "update", status: "identified", text: "x" });
const severity = (time: string, to: string): Entry => entry(time, { kind: "severity", to, via: "command" });

const measure = ({ severity: name, timeline = [] }: Given = {}) =>
  update.measure(anIncident({ severity: name, timeline: [acknowledged, ...timeline] }), DEFAULT_POLICY);
const due = (given?: Given) => measure(given)?.due?.toFormat("HH:mm");

test.each([
  ["P0", "15:10"],
  ["P1", "15:40"],
  ["P2", undefined],
  ["P3", undefined],
])("%s promises the first update until %s", (name, deadline) => {
  expect(due({ severity: name })).toBe(deadline);
});

test("does not run before the acknowledgement, nor after the end", () => {
  expect(update.measure(anIncident(), DEFAULT_POLICY)).toBeUndefined();
  expect(measure({ timeline: [entry("15:00", { kind: "resolved", via: "command" })] })).toBeUndefined();
});

test("starts again with every update", () => {
  expect(measure({ timeline: [updated("15:00"), updated("15:20")] })).toMatchObject({
    start: at("15:20"),
    due: at("16:20"),
  });
});

test("an update before the acknowledgement does not begin it", () => {
  expect(measure({ timeline: [updated("14:35")] })).toMatchObject({ start: at("14:40") });
});

test("starts again when the incident is reopened", () => {
  const timeline = [entry("15:00", { kind: "resolved", via: "command" }), entry("18:00", { kind: "reopened" })];
  expect(due({ timeline })).toBe("19:00");
});

test("goes on after the missing label is back", () => {
  expect(due({ timeline: [entry("15:00", { kind: "silenced" }), entry("15:10", { kind: "revived" })] })).toBe("15:50");
});

test("an upgrade brings the next update nearer, from then on", () => {
  expect(due({ severity: "P2", timeline: [severity("17:00", "P0")] })).toBe("17:30");
  expect(due({ severity: "P1", timeline: [severity("14:50", "P0")] })).toBe("15:20");
  expect(due({ severity: "P1", timeline: [severity("15:30", "P0")] })).toBe("15:40");
});

test("an upgrade before the acknowledgement is what counts from it", () => {
  expect(due({ severity: "P2", timeline: [severity("14:35", "P0")] })).toBe("15:10");
});

test("a downgrade counts from the last update", () => {
  expect(due({ severity: "P0", timeline: [severity("15:00", "P1")] })).toBe("15:40");
  expect(due({ severity: "P0", timeline: [severity("15:00", "P2")] })).toBeUndefined();
});

test("asks after one, two, four, eight, sixteen and thirty-two intervals, then nobody", () => {
  const incident = anIncident({ timeline: [acknowledged] });
  const span = measure();
  const asked = span ? update.occasions(span, incident, DEFAULT_POLICY) : [];
  expect(asked.map((one) => one.at.diff(at("14:40")).as("hours"))).toEqual([1, 2, 4, 8, 16, 32]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(6);
  expect(new Set(asked.map(({ kind, message }) => `${kind} ${message.template}`))).toEqual(new Set(["nudge update"]));
});

test("asks who communicates, else who leads, else who acknowledged", () => {
  const asked = (timeline: Entry[]) => {
    const incident = anIncident({ timeline: [acknowledged, ...timeline] });
    const span = update.measure(incident, DEFAULT_POLICY);
    return span && update.occasions(span, incident, DEFAULT_POLICY)[0]?.to;
  };
  const lead = entry("14:41", { kind: "role", role: "lead", who: "carol" });
  expect(asked([])).toEqual(["@bob"]);
  expect(asked([lead])).toEqual(["@carol"]);
  expect(asked([lead, entry("14:42", { kind: "role", role: "comms", who: "dave" })])).toEqual(["@dave"]);
});

test("after an update it asks anew, not again", () => {
  const keys = (timeline: Entry[]) => {
    const incident = anIncident({ timeline: [acknowledged, ...timeline] });
    const span = update.measure(incident, DEFAULT_POLICY);
    return span ? update.occasions(span, incident, DEFAULT_POLICY).map(({ key }) => key) : [];
  };
  expect(keys([updated("15:00")]).filter((key) => keys([]).includes(key))).toEqual([]);
  expect(keys([updated("15:00")])).toEqual(keys([updated("15:00")]));
});
