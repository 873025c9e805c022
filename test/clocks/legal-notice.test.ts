// Legal notice: reminds 48, 24 and 4 hours before, at the deadline and daily after, of each notice by itself.
import { expect, test } from "vitest";
import { legalNotice } from "../../src/clocks/legal-notice.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIncident, at, entry } from "../support/facts.ts";

const POLICY = policyOf({ security: { escalate: ["@acme/security"] } });
const AUTHORITY = { name: "authority", within: 259_200 };

function occasions(notices: { name: string; within: number }[], since: string, ...timeline: Entry[]) {
  const aware = entry("14:40", { kind: "aware", since: at(since.slice(11), since.slice(0, 10)), notices });
  const incident = anIncident({ timeline: [aware, ...timeline] });
  const span = legalNotice.measure(incident, POLICY);
  return span ? legalNotice.occasions(span, incident, POLICY) : [];
}
const times = (some: ReturnType<typeof occasions>) => some.map(({ at: time }) => time.toISO()?.slice(0, 16));

test("reminders of a breach that was known this morning", () => {
  const all = occasions([AUTHORITY], "2025-11-10T09:00");
  expect(times(all).slice(0, 6)).toEqual([
    "2025-11-11T09:00",
    "2025-11-12T09:00",
    "2025-11-13T05:00",
    "2025-11-13T09:00",
    "2025-11-14T09:00",
    "2025-11-15T09:00",
  ]);
  expect(all.map(({ message }) => message.data["isOverdue"]).slice(2, 5)).toEqual([false, true, true]);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  expect(all.every(({ kind }) => kind === "breach")).toBe(true);
});

test("what would have come before anybody typed it is left out, but not the deadline itself", () => {
  expect(times(occasions([AUTHORITY], "2025-11-08T20:00"))[0]).toBe("2025-11-10T20:00");
  const missed = times(occasions([AUTHORITY], "2025-11-06T10:00"));
  expect(missed.slice(0, 2)).toEqual(["2025-11-09T10:00", "2025-11-11T10:00"]);
});

test("each notice has its own; one that is given has none", () => {
  const users = { name: "users", within: 604_800 };
  const told = entry("15:00", { kind: "notified", whom: "authority", phase: 1 });
  expect(new Set(occasions([AUTHORITY, users], "2025-11-10T09:00").map(({ about }) => about))).toEqual(
    new Set(["authority", "users"]),
  );
  expect(new Set(occasions([AUTHORITY, users], "2025-11-10T09:00", told).map(({ about }) => about))).toEqual(
    new Set(["users"]),
  );
});

test("for comms, who leads and the ladder of security; else for who is responsible", () => {
  const roles = [entry("14:41", { kind: "role", role: "comms", who: "carol" })];
  expect(occasions([AUTHORITY], "2025-11-10T09:00", ...roles)[0]?.to).toEqual(["@carol", "@acme/security"]);
  const aware = entry("14:40", { kind: "aware", since: at("09:00"), notices: [AUTHORITY] });
  const incident = anIncident({ timeline: [aware] });
  const [first] = legalNotice.occasions({} as never, incident, policyOf({}));
  expect(first?.to).toEqual(["@alice"]);
});

test("the clock on the card is the one due first of those not given, then the one given last", () => {
  const notices = [{ name: "users", within: 604_800 }, AUTHORITY];
  const aware = entry("14:40", { kind: "aware", since: at("09:00"), notices });
  const told = (time: string, whom: string) => entry(time, { kind: "notified", whom, phase: 1 });
  const measured = (...timeline: Entry[]) =>
    legalNotice.measure(anIncident({ timeline: [aware, ...timeline] }), POLICY);
  expect(measured()?.due?.toISODate()).toBe("2025-11-13");
  expect(measured(told("15:00", "authority"))?.due?.toISODate()).toBe("2025-11-17");
  expect(measured(told("15:00", "authority"), told("15:01", "users"))?.done).toEqual(at("15:01"));
  expect(legalNotice.measure(anIncident(), POLICY)).toBeUndefined();
});
