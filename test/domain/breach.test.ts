// The notices that the law asks for: since when, until when, given or not; nothing else moves them.
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { noticesOf, whomToNotify } from "../../src/domain/breach.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const HOURS_72 = 259_200;
const aware = (time: string, since: DateTime, notices = [{ name: "authority", within: HOURS_72 }]): Entry =>
  entry(time, { kind: "aware", since, notices });

test("nothing is owed before anybody declares a breach", () => {
  expect(noticesOf(anIncident())).toEqual([]);
  expect(whomToNotify(anIncident())).toEqual(["authority", "users"]);
});

test("72 hours from the awareness, and not from the command", () => {
  const [notice] = noticesOf(anIncident({ timeline: [aware("14:40", at("09:15"))] }));
  expect(notice?.due.toISO()).toBe("2025-11-13T09:15:00.000Z");
  expect(notice?.within.toFormat("h")).toBe("72");
});

test("72 hours are 72 hours also where the clocks change, at night and over a weekend", () => {
  const before = DateTime.fromISO("2026-03-27T18:00", { zone: "Europe/Paris" }).toUTC();
  const [notice] = noticesOf(anIncident({ timeline: [aware("14:40", before)] }));
  expect(notice?.due.setZone("Europe/Paris").toISO()).toBe("2026-03-30T19:00:00.000+02:00");
});

test.each<[string, Entry[]]>([
  ["a pause", [entry("15:00", { kind: "paused", reason: "x" })]],
  ["another severity", [entry("15:00", { kind: "severity", to: "P3", via: "command" })]],
  ["the resolution", [entry("15:00", { kind: "resolved", via: "command" })]],
  ["a duplicate", [entry("15:00", { kind: "duplicate", of: 3 })]],
  ["silence", [entry("15:00", { kind: "silenced" })]],
  ["the label taken off", [entry("15:00", { kind: "cleared" })]],
])("%s moves nothing", (_, timeline) => {
  const plain = noticesOf(anIncident({ timeline: [aware("14:40", at("09:15"))] }));
  expect(noticesOf(anIncident({ timeline: [aware("14:40", at("09:15")), ...timeline] }))).toEqual(plain);
});

test("a false alarm owes nothing", () => {
  const timeline = [aware("14:40", at("09:15")), entry("15:00", { kind: "cancelled", reason: "no data" })];
  expect(noticesOf(anIncident({ timeline }))).toEqual([]);
});

test("a correction of the awareness holds from then on", () => {
  const timeline = [aware("14:40", at("09:15")), aware("14:50", at("08:00"))];
  expect(noticesOf(anIncident({ timeline })).map(({ due }) => due.toISO())).toEqual(["2025-11-13T08:00:00.000Z"]);
});

test("the first notice keeps the deadline, whatever the order they were typed in", () => {
  const told = (time: string, phase: number) => entry(time, { kind: "notified", whom: "authority", phase });
  const timeline = [aware("14:40", at("09:15")), told("16:00", 1), told("15:00", 2)];
  expect(noticesOf(anIncident({ timeline }))[0]?.done).toEqual(at("15:00"));
});

test("the law's own figure holds unless the policy says otherwise", () => {
  const notices = (clocks?: Record<string, string | false>) =>
    policyOf({ security: { clocks } as never }).security.notices.map(
      ({ name, within }) => `${name} ${within.as("hours")}`,
    );
  expect(notices()).toEqual(["authority 72"]);
  expect(notices({ "early-warning": "24h" })).toEqual(["authority 72", "early-warning 24"]);
  expect(notices({ authority: false })).toEqual([]);
});
