// What is said and when: the missing label, breaches, several things at once, snoozes, lateness.
import { expect, test } from "vitest";
import { type Decision, decide } from "../../src/app/decide.ts";
import { policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anEvent, at, declared, effectsOf, entry, facts, kindsOf, labelsOf } from "../support/facts.ts";

const LADDER = policyOf({
  severities: {
    P0: {
      escalate: [
        { after: "0m", notify: ["@sre"] },
        { after: "1h", notify: ["@cto"] },
      ],
    },
  },
});
const says = ({ effects }: Decision) => effectsOf(effects, "say");
const acknowledged = entry("14:30", { kind: "acknowledged", via: "command", by: "bob" });
const removed = anEvent("unlabeled", "14:40", { label: "incident", id: 1 });
const back = anEvent("labeled", "16:40", { label: "Incident", id: 2 });

test("without the label the clocks fall silent, and the labels stay as they are", () => {
  const issue = { labels: ["severity: P1", "sla: on track"] };
  const decision = decide(facts({ issue, events: [removed], timeline: declared(), now: at("20:00") }));
  expect(decision.timeline.at(-1)).toMatchObject({ kind: "silenced", at: at("14:40"), by: "bob", ref: "e1" });
  expect(decision.effects.map((effect) => effect.do)).toEqual(["label", "card"]);
  expect(labelsOf(decision)).toEqual(issue.labels);
  expect(effectsOf(decision.effects, "card")[0]?.card.data["isSilent"]).toBe(true);
  expect(decision.wakeAt).toBeUndefined();
});

test("with the label back they go on from there", () => {
  const timeline = [...declared(), entry("14:40", { kind: "silenced", ref: "e1" })];
  const decision = decide(facts({ events: [removed, back], timeline, now: at("16:41") }));
  expect(decision.timeline.at(-1)).toMatchObject({ kind: "revived", at: at("16:40"), ref: "e2" });
  expect(labelsOf(decision)).toContain("sla: on track");
  expect(says(decision)).toEqual([]);
  expect(decision.wakeAt).toEqual(at("17:18"));
});

test("an incident that is silent is not silenced again", () => {
  const timeline = [...declared(), entry("14:40", { kind: "silenced", ref: "e1" })];
  expect(kindsOf(decide(facts({ issue: { labels: [] }, events: [removed], timeline, now: at("15:00") })))).toEqual([
    "declared",
    "severity",
    "silenced",
  ]);
});

test.each([
  ["15:17:59", "on track", "15:18"],
  ["15:18", "at risk", "15:30"],
  ["15:29:59", "at risk", "15:30"],
])("at %s the label says %s and the next look is at %s", (now, state, wake) => {
  const decision = decide(facts({ timeline: declared(), now: at(now) }));
  expect(labelsOf(decision)).toEqual(["incident", "severity: P1", `sla: ${state}`]);
  expect(decision.wakeAt).toEqual(at(wake));
});

test("a breach is written down at the moment it happened and said once, with the step it brings", () => {
  const said = entry("14:30", { kind: "said", keys: ["ladder:P0:0"] });
  const decision = decide(facts({ policy: LADDER, timeline: [...declared("P0"), said], now: at("14:45") }));
  // The first step was called in the thread, and the note of it got lost: it is made good.
  expect(kindsOf(decision)).toEqual(["declared", "severity", "escalated", "breached", "escalated"]);
  expect(decision.timeline.findLast(({ kind }) => kind === "breached")).toMatchObject({
    at: at("14:45"),
    clock: "response",
  });
  expect(says(decision)).toMatchObject([
    { kind: "breach", to: ["@cto"], late: false, parts: [{ template: "breach" }, { template: "call" }] },
  ]);
  expect(labelsOf(decision)).toContain("sla: breached");
});

test("several things that came due become one comment that says it is late", () => {
  const decision = decide(facts({ policy: LADDER, timeline: declared("P0"), now: at("18:00") }));
  expect(says(decision)).toHaveLength(1);
  expect(says(decision)[0]).toMatchObject({ kind: "breach", late: true, to: ["@sre", "@cto"] });
  expect(says(decision)[0]?.parts.map(({ template }) => template)).toEqual(["call", "breach", "call", "user-notice"]);
  expect(says(decision)[0]?.keys).toHaveLength(4);
});

test("a request that came due many times is made once", () => {
  const timeline = [...declared(), acknowledged, entry("15:30", { kind: "said", keys: ["user-notice"] })];
  const decision = decide(facts({ timeline, now: at("23:00") }));
  expect(says(decision)).toMatchObject([{ kind: "nudge", parts: [{ template: "update" }], to: ["@bob"] }]);
  expect(says(decision)[0]?.keys).toHaveLength(4);
});

/** When bob is asked for the update that P0 promises after half an hour. */
function askedAt(snoozes: Entry[]): string | undefined {
  const timeline = [
    ...declared("P0"),
    acknowledged,
    entry("14:31", { kind: "said", keys: ["user-notice"] }),
    ...snoozes,
  ];
  const times = Array.from({ length: 180 }, (_, minute) => at("14:30").plus({ minutes: minute }));
  return times.find((now) => says(decide(facts({ timeline, now }))).length > 0)?.toFormat("HH:mm");
}
const snoozed = (time: string, until: string) => entry(time, { kind: "snoozed", until: at(until) });

test("a snoozed nudge comes when the snooze ends", () => {
  expect(askedAt([])).toBe("15:00");
  expect(askedAt([snoozed("14:50", "15:20")])).toBe("15:20");
  expect(askedAt([snoozed("14:40", "14:50")])).toBe("15:00");
});

test("a second snooze goes on from the first; a shorter one replaces it", () => {
  expect(askedAt([snoozed("14:50", "15:20"), snoozed("15:10", "15:40")])).toBe("15:40");
  expect(askedAt([snoozed("14:50", "16:50"), snoozed("14:55", "15:05")])).toBe("15:05");
});

test("a breach is not snoozed, nor is a call", () => {
  const snooze = entry("14:31", { kind: "snoozed", until: at("20:00") });
  const decision = decide(facts({ policy: LADDER, timeline: [...declared("P0"), snooze], now: at("15:40") }));
  expect(says(decision)[0]?.parts.map(({ template }) => template)).toEqual(["call", "breach", "call"]);
});

test("in an exercise everything is said and nobody is mentioned", () => {
  const drill = entry("14:31", { kind: "drill" });
  const decision = decide(facts({ policy: LADDER, timeline: [...declared("P0"), drill], now: at("14:45") }));
  expect(says(decision)).toMatchObject([{ mute: true }]);
  expect(labelsOf(decision)).toContain("drill");
});
