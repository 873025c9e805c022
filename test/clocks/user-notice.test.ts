// User notice: users are told when it takes long.
import { expect, test } from "vitest";
import { userNotice } from "../../src/clocks/user-notice.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { anIncident, at, entry } from "../support/facts.ts";

type Given = Parameters<typeof anIncident>[0];
const measure = (given: Given) => userNotice.measure(anIncident(given), DEFAULT_POLICY);

test.each([
  ["P0", at("15:30")],
  ["P1", at("15:30")],
  ["P2", undefined],
  ["P3", undefined],
  ["", undefined],
])("%j promises it an hour after the declaration, or never", (severity, due) => {
  expect(measure({ severity })?.due).toEqual(due);
});

test("an acknowledgement does not stop it, the end does", () => {
  expect(measure({ timeline: [entry("14:40", { kind: "acknowledged", via: "command" })] })?.due).toEqual(at("15:30"));
  expect(measure({ timeline: [entry("14:50", { kind: "resolved", via: "command" })] })).toBeUndefined();
});

test("the time in which it was over does not count", () => {
  const timeline = [entry("14:50", { kind: "resolved", via: "command" }), entry("16:50", { kind: "reopened" })];
  expect(measure({ timeline })?.due).toEqual(at("17:30"));
});

test("an upgrade promises it from then on, and never later than before", () => {
  const upgrade = (from: string, time: string) =>
    measure({ severity: from, timeline: [entry(time, { kind: "severity", to: "P0", via: "command" })] })?.due;
  expect(upgrade("P2", "17:30")).toEqual(at("18:30"));
  expect(upgrade("P1", "15:00")).toEqual(at("15:30"));
});

test("asks once, who communicates or who is responsible", () => {
  const asked = (given: Given) => {
    const incident = anIncident(given);
    const span = userNotice.measure(incident, DEFAULT_POLICY);
    return span ? userNotice.occasions(span, incident, DEFAULT_POLICY) : [];
  };
  expect(asked({})).toMatchObject([
    { key: "user-notice", at: at("15:30"), kind: "nudge", to: ["@alice"], message: { template: "user-notice" } },
  ]);
  const comms = entry("14:41", { kind: "role", role: "comms", who: "carol" });
  expect(asked({ timeline: [comms] })).toMatchObject([{ to: ["@carol"] }]);
  expect(asked({ timeline: [entry("14:41", { kind: "silenced" })] })).toEqual([]);
});
