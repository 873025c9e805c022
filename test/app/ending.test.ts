// Endings in decisions: closed, dismissed, downgraded afterwards, reopened.
import { expect, test } from "vitest";
import { type Decision, decide } from "../../src/app/decide.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { anEvent, at, declared, effectsOf, entry, facts, labelsOf, person } from "../support/facts.ts";

const P1 = ["incident", "severity: P1"];
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
const last = ({ timeline }: Decision, kind: string) => timeline.findLast((one) => one.kind === kind);
const says = ({ effects }: Decision) => effectsOf(effects, "say");
const acknowledged = entry("14:35", { kind: "acknowledged", via: "command", by: "bob" });
const resolved = entry("14:50", { kind: "resolved", via: "command", by: "bob" });

const close = (reason: string, time = "15:00") => ({
  isOpen: false,
  closed: { at: at(time), by: person("bob"), reason },
});

test("closed as completed resolves, and acknowledges what nobody had", () => {
  const decision = decide(
    facts({ issue: { labels: P1, ...close("completed") }, timeline: declared(), now: at("15:01") }),
  );
  expect(decision.timeline.slice(2)).toMatchObject([
    { kind: "acknowledged", via: "resolution", by: "bob", at: at("15:00") },
    { kind: "resolved", via: "closed", by: "bob", at: at("15:00") },
  ]);
  expect(labelsOf(decision)).toEqual([...P1, "sla: met", "status: resolved", "post-mortem: required"]);
});

test("closed as completed by a bot resolves, and nobody is said to have acknowledged", () => {
  const closed = { at: at("15:00"), by: person("stale[bot]"), reason: "completed" };
  const decision = decide(
    facts({ issue: { labels: P1, isOpen: false, closed }, timeline: declared(), now: at("15:01") }),
  );
  expect(last(decision, "acknowledged")).toEqual({ kind: "acknowledged", via: "resolution", at: at("15:00") });
  expect(last(decision, "resolved")).toMatchObject({ by: "stale[bot]" });
});

test.each([
  ["not_planned", "cancelled"],
  ["duplicate", "duplicate"],
])("closed as %s is a false alarm: nothing is owed", (reason, kind) => {
  const decision = decide(facts({ issue: { labels: P1, ...close(reason) }, timeline: declared(), now: at("23:00") }));
  expect(decision.timeline.at(-1)).toMatchObject({ kind, at: at("15:00"), by: "bob" });
  expect(labelsOf(decision)).toEqual(P1);
  expect(says(decision)).toEqual([]);
  expect(decision.wakeAt).toBeUndefined();
});

test("P2 and P3 are closed with the resolution, P0 and P1 stay open for the post-mortem", () => {
  const look = (severity: string) =>
    decide(facts({ timeline: [...declared(severity), acknowledged, resolved], now: at("14:51") })).effects;
  for (const severity of ["P2", "P3"])
    expect(effectsOf(look(severity), "close")).toMatchObject([{ reason: "completed" }]);
  for (const severity of ["P0", "P1"]) expect(effectsOf(look(severity), "close")).toEqual([]);
});

test("a downgrade after the resolution does not erase the post-mortem, one before it does", () => {
  const downgrade = (time: string) => entry(time, { kind: "severity", to: "P3", via: "command", reason: "small" });
  const look = (time: string) =>
    decide(
      facts({
        timeline: [...declared(), acknowledged, resolved, downgrade(time)].toSorted((a, b) => +a.at - +b.at),
        now: at("15:00"),
      }),
    );
  expect(labelsOf(look("14:55"))).toContain("post-mortem: required");
  expect(labelsOf(look("14:45"))).not.toContain("post-mortem: required");
  // In the same second the order in which they were typed decides.
  expect(labelsOf(look("14:50"))).toContain("post-mortem: required");
});

test("reopened by a person the clocks go on, and nothing is said again", () => {
  const breached = decide(facts({ policy: LADDER, timeline: declared("P0"), now: at("14:45") }));
  const timeline = [...breached.timeline, entry("14:50", { kind: "cancelled" })];
  const events = [anEvent("reopened", "16:00", { id: 9 })];
  const decision = decide(facts({ policy: LADDER, timeline, events, now: at("16:01") }));
  expect(says(breached)[0]?.to).toEqual(["@sre", "@cto"]);
  expect(last(decision, "reopened")).toMatchObject({ at: at("16:00"), by: "bob", ref: "e9" });
  expect(says(decision)).toEqual([]);
  expect(decision.wakeAt).toEqual(at("16:28"));
});

test.each(["14:50", "15:10"])(
  "reopened by a command, the issue closed at %s is opened and not resolved again",
  (time) => {
    const timeline = [...declared("P2"), acknowledged, resolved, entry("15:10", { kind: "reopened", by: "bob" })];
    const issue = { labels: ["incident"], ...close("completed", time) };
    const decision = decide(facts({ issue, timeline, now: at("15:11") }));
    expect(decision.effects.map((effect) => effect.do)).toEqual(["reopen", "label", "card", "look-back"]);
  },
);
