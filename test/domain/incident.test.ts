// An incident: the sum of its timeline.
import { expect, test } from "vitest";
import { anIncident, at, entry } from "../support/facts.ts";

const paused = (time: string) => entry(time, { kind: "paused", reason: "waiting" });
const resumed = (time: string) => entry(time, { kind: "resumed" });
const resolved = (time: string) => entry(time, { kind: "resolved", via: "command" });
const reopened = (time: string) => entry(time, { kind: "reopened" });

test("the last severity holds, and it is known since when", () => {
  const upgrade = entry("14:50", { kind: "severity", to: "P0", via: "command" });
  const incident = anIncident({ severity: "P2", timeline: [upgrade] });
  expect(incident).toMatchObject({ severity: "P0", severitySince: upgrade, declaredAt: at("14:30") });
});

test("nobody named a severity", () => {
  expect(anIncident({ severity: "" }).severity).toBeUndefined();
});

test("the last of everything people say holds", () => {
  const incident = anIncident({
    timeline: [
      entry("14:31", { kind: "role", role: "lead", who: "bob" }),
      entry("14:32", { kind: "role", role: "lead", who: "carol" }),
      entry("14:33", { kind: "role", role: "scribe", who: "bob" }),
      entry("14:34", { kind: "impact", text: "some" }),
      entry("14:35", { kind: "impact", text: "all" }),
      entry("14:36", { kind: "affects", components: ["api"] }),
      entry("14:37", { kind: "affects", components: ["db", "web"] }),
      entry("14:38", { kind: "drill" }),
      entry("14:39", { kind: "said", keys: ["triage", "ladder:P1:0"] }),
      entry("14:40", { kind: "said", keys: ["update:1"] }),
    ],
  });
  expect(incident.roles).toEqual({ lead: "carol", scribe: "bob" });
  expect(incident).toMatchObject({ impact: "all", components: ["db", "web"], isDrill: true });
  expect([...incident.said]).toEqual(["triage", "ladder:P1:0", "update:1"]);
});

test("a pause is a stop, open while it lasts", () => {
  expect(anIncident({ timeline: [paused("14:40")] })).toMatchObject({
    isPaused: true,
    stops: [{ why: "paused", from: at("14:40") }],
  });
  expect(anIncident({ timeline: [paused("14:40"), resumed("14:50")] })).toMatchObject({
    isPaused: false,
    stops: [{ why: "paused", from: at("14:40"), to: at("14:50") }],
  });
});

test("what is stopped is not stopped twice, what runs is not started twice", () => {
  const incident = anIncident({
    timeline: [resumed("14:35"), paused("14:40"), paused("14:45"), resumed("14:50"), resumed("14:55")],
  });
  expect(incident.stops).toEqual([{ why: "paused", from: at("14:40"), to: at("14:50") }]);
});

test("stops of different kinds do not end one another", () => {
  const incident = anIncident({ timeline: [paused("14:40"), resolved("14:45"), reopened("14:50")] });
  expect(incident.isPaused).toBe(true);
  expect(incident.stops).toEqual([
    { why: "paused", from: at("14:40") },
    { why: "ended", from: at("14:45"), to: at("14:50") },
  ]);
});

test("without its label it is silent until the label is back", () => {
  const silenced = entry("14:40", { kind: "silenced" });
  expect(anIncident({ timeline: [silenced] }).isSilent).toBe(true);
  expect(anIncident({ timeline: [silenced, entry("14:45", { kind: "revived" })] }).isSilent).toBe(false);
});

test.each([
  ["resolved", resolved("15:00")],
  ["cancelled", entry("15:00", { kind: "cancelled", reason: "a test" })],
  ["a duplicate", entry("15:00", { kind: "duplicate", of: 3 })],
])("%s, it has ended; reopened, it has not", (_, ending) => {
  expect(anIncident({ timeline: [ending] }).ended).toEqual(ending);
  expect(anIncident({ timeline: [ending, reopened("15:10")] }).ended).toBeUndefined();
});

test("after a reopening the next ending is the one that counts", () => {
  const cancelled = entry("15:20", { kind: "cancelled" });
  const incident = anIncident({ timeline: [resolved("15:00"), reopened("15:10"), cancelled] });
  expect(incident.ended).toEqual(cancelled);
});

test("the status follows the updates, the resolution and the reopening", () => {
  const identified = entry("14:40", { kind: "update", status: "identified", text: "the pool" });
  expect(anIncident().status).toBeUndefined();
  expect(anIncident({ timeline: [identified] }).status).toBe("identified");
  expect(anIncident({ timeline: [identified, resolved("15:00")] }).status).toBe("resolved");
  expect(anIncident({ timeline: [identified, resolved("15:00"), reopened("15:10")] }).status).toBeUndefined();
});

test("a reopened incident stays acknowledged", () => {
  const acknowledged = entry("14:40", { kind: "acknowledged", via: "command", by: "bob" });
  const incident = anIncident({ timeline: [acknowledged, resolved("15:00"), reopened("15:10")] });
  expect(incident.acknowledged).toEqual(acknowledged);
});
