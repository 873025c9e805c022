// Decisions: what people did on GitHub, in whatever order we learn of it, and what follows.
import { expect, test } from "vitest";
import { type Decision, decide } from "../../src/app/decide.ts";
import { policyOf } from "../../src/domain/policy.ts";
import {
  aComment,
  anEvent,
  at,
  declared,
  effectsOf,
  entry,
  facts,
  kindsOf,
  labelsOf,
  person,
} from "../support/facts.ts";

const OURS = "tocsin[bot]";
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

test("an issue without the label is none of our business, nor is a closed one we never met", () => {
  const closed = { at: at("14:40"), by: person("bob"), reason: "completed" };
  for (const issue of [{ labels: ["bug"] }, { isOpen: false, closed }]) {
    expect(decide(facts({ issue }))).toMatchObject({ timeline: [], effects: [] });
  }
});

test("an incident gets its labels, one card and the next moment that matters", () => {
  const decision = decide(facts({ issue: { labels: ["bug", "Incident", "P1"] } }));
  expect(labelsOf(decision)).toEqual(["bug", "Incident", "severity: P1", "sla: on track"]);
  expect(effectsOf(decision.effects, "card")).toHaveLength(1);
  expect(says(decision)).toEqual([]);
  expect(decision.wakeAt).toEqual(at("15:18"));
});

test("opened with the label and labelled are the same incident", () => {
  const labels = ["incident", "severity: P1"];
  const events = labels.map((label, id) => anEvent("labeled", "14:30", { by: "alice", label, id }));
  const opened = decide(facts({ issue: { labels } }));
  const both = decide(facts({ issue: { labels }, events, timeline: [...opened.timeline] }));
  expect(both).toEqual(opened);
  expect(labelsOf(decide(facts({ issue: { labels }, events })))).toEqual(labelsOf(opened));
});

test("what is settled stays as it is: a second look says and records nothing", () => {
  const first = decide(facts({ policy: LADDER, issue: { labels: ["incident", "P0"] }, now: at("14:50") }));
  const issue = { labels: [...labelsOf(first)] };
  const second = decide(facts({ policy: LADDER, issue, now: at("14:50"), timeline: [...first.timeline] }));
  expect(says(first)).toHaveLength(1);
  expect(says(second)).toEqual([]);
  expect(second.timeline).toEqual(first.timeline);
  expect(labelsOf(second)).toEqual(issue.labels);
});

test("it is declared when the label was put on, whenever we learn of it", () => {
  const events = [anEvent("labeled", "15:00", { label: "incident", id: 1 })];
  expect(last(decide(facts({ events, now: at("17:00") })), "declared")).toMatchObject({
    at: at("15:00"),
    by: "bob",
    ref: "e1",
  });
});

test("labels that came later count from their own time, whenever we learn of them", () => {
  const events = [
    anEvent("labeled", "14:30", { label: "incident", id: 1 }),
    anEvent("labeled", "15:00", { label: "severity: P0", id: 2 }),
  ];
  const issue = { labels: ["incident", "severity: P0"], title: "[P2] slow" };
  const decision = decide(facts({ events, issue, now: at("15:05") }));
  expect(decision.timeline.filter(({ kind }) => kind === "severity")).toMatchObject([
    { at: at("14:30"), to: "P2", via: "title" },
    { at: at("15:00"), to: "P0", via: "label", ref: "e2" },
  ]);
  expect(labelsOf(decision)).toContain("sla: on track");
});

test("a severity label by a person changes the severity; exactly one remains", () => {
  const events = [anEvent("labeled", "14:40", { label: "severity: P0", id: 2, by: "eve" })];
  const decision = decide(
    facts({ issue: { labels: [...P1, "severity: P0"] }, events, timeline: declared(), now: at("14:41") }),
  );
  expect(last(decision, "severity")).toMatchObject({ to: "P0", via: "label", by: "eve", at: at("14:40") });
  expect(labelsOf(decision)).toEqual(["incident", "severity: P0", "sla: on track"]);
});

test("a severity label by us, an old one, and one that is gone again change nothing", () => {
  const timeline = [...declared(), entry("14:45", { kind: "severity", to: "P2", via: "command" })];
  const look = (event: ReturnType<typeof anEvent>, labels = ["incident", "severity: P2", "severity: P0"]) =>
    decide(facts({ issue: { labels }, events: [event], timeline, now: at("15:00") })).timeline;
  expect(look(anEvent("labeled", "14:50", { label: "severity: P0", by: OURS }))).toEqual(timeline);
  expect(look(anEvent("labeled", "14:40", { label: "severity: P0" }))).toEqual(timeline);
  expect(look(anEvent("labeled", "14:50", { label: "severity: P0" }), ["incident", "severity: P2"])).toEqual(timeline);
});

test("a list of labels that is behind brings no old severity back", () => {
  const timeline = [...declared(), entry("14:45", { kind: "severity", to: "P0", via: "command" })];
  const decision = decide(facts({ issue: { labels: P1 }, timeline, now: at("14:46") }));
  expect(kindsOf(decision)).toEqual(["declared", "severity", "severity"]);
  expect(labelsOf(decision)).toEqual(["incident", "severity: P0", "sla: on track"]);
});

test("an assignment acknowledges for whoever is assigned", () => {
  const events = [anEvent("assigned", "14:40", { by: "eve", assignee: "carol", id: 3 })];
  const decision = decide(facts({ issue: { labels: P1, assignees: ["carol"] }, events, now: at("14:41") }));
  expect(last(decision, "acknowledged")).toMatchObject({ by: "carol", via: "assignment", at: at("14:40"), ref: "e3" });
  expect(labelsOf(decision)).toContain("sla: met");
});

test("only the first acknowledgement counts", () => {
  const events = [
    anEvent("assigned", "14:41", { assignee: "carol" }),
    anEvent("assigned", "14:42", { assignee: "dave" }),
  ];
  const comments = [aComment("I am looking"), aComment("me too", { by: "carol", id: 2, at: at("14:43") })];
  const decision = decide(facts({ events, comments, now: at("14:45") }));
  expect(kindsOf(decision)).toEqual(["declared", "acknowledged"]);
});

test("an assignment that came with the issue, by a bot or by us acknowledges nothing", () => {
  const events = [
    anEvent("assigned", "14:30", { by: "alice", assignee: "carol" }),
    anEvent("assigned", "14:40", { by: "triage[bot]", assignee: "carol" }),
    anEvent("assigned", "14:41", { by: OURS, assignee: "carol" }),
  ];
  expect(last(decide(facts({ events, now: at("14:42") })), "acknowledged")).toBeUndefined();
});

test("the first comment of a responder acknowledges", () => {
  const comments = [aComment("I am looking"), aComment("me too", { by: "carol", id: 2, at: at("14:41") })];
  expect(last(decide(facts({ comments, now: at("14:42") })), "acknowledged")).toMatchObject({
    by: "bob",
    via: "comment",
    at: at("14:40"),
    ref: "c1",
  });
});

test.each(["alice", "eve", "triage[bot]"])("a comment by %s acknowledges nothing", (by) => {
  const roles = { alice: "admin", eve: "read", "triage[bot]": "admin" } as const;
  const decision = decide(facts({ comments: [aComment("I am looking", { by })], roles, now: at("14:42") }));
  expect(last(decision, "acknowledged")).toBeUndefined();
  expect(decision.isWaiting).toBe(false);
});

test("words said before the declaration acknowledge nothing", () => {
  const events = [anEvent("labeled", "14:50", { label: "incident" })];
  const decision = decide(facts({ events, comments: [aComment("I am looking")], now: at("14:51") }));
  expect(kindsOf(decision)).toEqual(["declared"]);
});
