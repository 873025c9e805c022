// What is promised in working hours as the severity changes, and which clocks and steps keep to them.
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { CLOCKS } from "../../src/clocks/index.ts";
import { rungsOf } from "../../src/domain/escalation.ts";
import { type Incident, incidentOf } from "../../src/domain/incident.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anIssue } from "../support/facts.ts";

const POLICY = policyOf({
  timezone: "Europe/Paris",
  calendars: { default: { hours: { weekdays: "09:00-18:00" } } },
  severities: {
    P2: {
      escalate: [
        { after: "0m", notify: ["@bob"] },
        { after: "3h", notify: ["@erin"] },
      ],
      update_every: "2h",
      hours: "default",
      post_mortem: "48h",
      inform_users_after: "1h",
    },
  },
});

const at = (text: string) => DateTime.fromISO(text, { zone: "Europe/Paris" });
const local = (moment: DateTime | undefined) => moment?.setZone("Europe/Paris").toFormat("ccc HH:mm");

/** Declared on Friday 5 December at 20:00 in Paris. */
function incident(severity: string, ...entries: Entry[]): Incident {
  const declaredAt = at("2025-12-05T20:00");
  const opened = { kind: "declared", by: "alice", at: declaredAt } as const;
  const named: Entry = { kind: "severity", to: severity, via: "label", by: "alice", at: declaredAt };
  return incidentOf(anIssue(), [opened, named, ...entries]);
}
const due = (given: Incident) =>
  Object.fromEntries(CLOCKS.map((clock) => [clock.name, local(clock.measure(given, POLICY)?.due)]));

test("response and updates keep to the hours; users, post-mortems and triage do not", () => {
  expect(due(incident("P2"))).toMatchObject({ response: "Mon 13:00", "user-notice": "Fri 21:00" });
  const taken: Entry = { kind: "acknowledged", by: "bob", at: at("2025-12-06T10:00") } as Entry;
  expect(due(incident("P2", taken))).toMatchObject({ update: "Mon 11:00" });
  const resolved = { kind: "resolved", by: "bob", at: at("2025-12-06T11:00") } as Entry;
  expect(due(incident("P2", taken, resolved))).toMatchObject({ "post-mortem": "Mon 11:00" });
});

test("P3 keeps to the default calendar, P1 runs round the clock", () => {
  expect(due(incident("P3"))).toMatchObject({ response: "Wed 15:00" });
  expect(due(incident("P1"))).toMatchObject({ response: "Fri 21:00" });
});

test("an upgrade counts from its own moment, in the new severity's hours; the earlier deadline holds", () => {
  const upgraded = (when: string) =>
    incident("P2", { kind: "severity", to: "P0", via: "command", by: "bob", at: at(when) });
  expect(due(upgraded("2025-12-06T12:00"))).toMatchObject({ response: "Sat 12:15" });
  expect(due(upgraded("2025-12-08T12:55"))).toMatchObject({ response: "Mon 13:00" });
});

test("a downgrade counts from the declaration, in the lesser severity's hours", () => {
  const down: Entry = { kind: "severity", to: "P2", via: "command", by: "bob", at: at("2025-12-05T20:05") };
  expect(due(incident("P0", down))).toMatchObject({ response: "Mon 13:00" });
});

test("nobody is called before the office opens", () => {
  expect(rungsOf(incident("P2"), POLICY, undefined).map((rung) => local(rung.at))).toEqual(["Mon 09:00", "Mon 12:00"]);
});

test("updates are asked for after 1, 2 and 4 intervals of working time", () => {
  const taken: Entry = { kind: "acknowledged", by: "bob", at: at("2025-12-08T10:00") } as Entry;
  const given = incident("P2", taken);
  const clock = CLOCKS.find(({ name }) => name === "update") ?? expect.unreachable("the clock");
  const span = clock.measure(given, POLICY) ?? expect.unreachable("a span");
  const asked = clock.occasions(span, given, POLICY).map((one) => local(one.at));
  expect(asked.slice(0, 4)).toEqual(["Mon 12:00", "Mon 14:00", "Mon 18:00", "Tue 17:00"]);
});
