// Commands in decisions: who may, what is new in an edit, what is refused and how often that is said.
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { type Decision, decide } from "../../src/app/decide.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { aComment, at, declared, effectsOf, facts, kindsOf, person } from "../support/facts.ts";

const says = ({ effects }: Decision) => effectsOf(effects, "say");
const reactions = ({ effects }: Decision) => effectsOf(effects, "react").map((effect) => effect.with);
const reasons = (decision: Decision) => says(decision).flatMap(({ parts }) => parts.map(({ template }) => template));

/** P1 as it stands right after the last of the comments. */
function hear(comments: ReturnType<typeof aComment>[], given: Parameters<typeof facts>[0] = {}): Decision {
  const now = DateTime.max(at("14:40"), ...comments.map(({ updatedAt }) => updatedAt));
  return decide(facts({ timeline: declared(), comments, now, ...given }));
}

test("a command is seen, done and done only once", () => {
  const first = hear([aComment("/ack")]);
  expect(kindsOf(first)).toEqual(["declared", "severity", "acknowledged"]);
  expect(reactions(first)).toEqual(["eyes", "+1"]);
  const second = hear([aComment("/ack")], { timeline: [...first.timeline] });
  expect(second.timeline).toEqual(first.timeline);
  expect(reactions(second)).toEqual([]);
});

test("eyes come first, the result after everything else", () => {
  const kinds = hear([aComment("/severity P2 small\n/help")]).effects.map((effect) => effect.do);
  expect(kinds).toEqual(["react", "label", "say", "card", "look-back", "react"]);
});

test("several commands are taken one after the other, each on what the one before left", () => {
  const decision = hear([aComment("/severity P2 one shop only\n/pause waiting for the provider\n/severity P1")]);
  expect(kindsOf(decision)).toEqual(["declared", "severity", "severity", "paused", "severity"]);
});

test("commands happen when they were typed, in the order they were typed", () => {
  const comments = [
    aComment("/impact all", { id: 2, at: at("14:50") }),
    aComment("/impact some", { id: 1, at: at("14:45") }),
  ];
  const decision = hear(comments, { now: at("18:00") });
  expect(decision.timeline.filter(({ kind }) => kind === "impact")).toMatchObject([
    { at: at("14:45"), text: "some" },
    { at: at("14:50"), text: "all" },
  ]);
});

test("the reporter's own /ack counts", () => {
  const roles = { alice: "triage" } as const;
  expect(kindsOf(hear([aComment("/ack", { by: "alice" })], { roles }))).toContain("acknowledged");
});

test("who has no role is refused politely", () => {
  const decision = hear([aComment("/ack", { by: "eve" })]);
  expect(kindsOf(decision)).toEqual(["declared", "severity"]);
  expect(reactions(decision)).toEqual(["eyes", "confused"]);
  expect(says(decision)).toMatchObject([
    {
      kind: "reply",
      to: ["@eve"],
      parts: [{ template: "refusals/not-allowed", data: { command: "ack", needed: "triage", role: "none" } }],
    },
  ]);
});

test("the policy may ask for more, and for less", () => {
  const policy = policyOf({ commands: { resolve: "maintain", ack: "read" } });
  expect(reasons(hear([aComment("/resolve")], { policy }))).toEqual(["refusals/not-allowed"]);
  expect(kindsOf(hear([aComment("/resolve", { by: "carol" })], { policy }))).toContain("resolved");
  expect(kindsOf(hear([aComment("/ack", { by: "alice" })], { policy }))).toContain("acknowledged");
});

test("whoever could not be asked waits, and is asked again within a minute", () => {
  const comments = [aComment("/ack"), aComment("/impact all", { by: "carol", id: 2, at: at("14:41") })];
  const waiting = hear(comments, { roles: { carol: "maintain" } });
  expect(kindsOf(waiting)).toEqual(["declared", "severity", "impact"]);
  expect(reactions(waiting)).toEqual(["eyes", "+1"]);
  expect(waiting).toMatchObject({ isWaiting: true, wakeAt: at("14:42") });
  const asked = hear(comments, { timeline: [...waiting.timeline], now: at("14:42") });
  expect(asked.timeline.find(({ kind }) => kind === "acknowledged")).toMatchObject({ at: at("14:40"), by: "bob" });
  expect(asked.isWaiting).toBe(false);
});

test("a bot is not heard, neither as author nor as editor", () => {
  const roles = { "ci[bot]": "admin", bob: "triage" } as const;
  for (const comment of [aComment("/ack", { by: "ci[bot]" }), aComment("/ack", { editor: person("ci[bot]") })]) {
    const decision = hear([comment], { roles });
    expect(kindsOf(decision)).toEqual(["declared", "severity"]);
    expect([...says(decision), ...reactions(decision)]).toEqual([]);
  }
});

test("what we wrote ourselves is never a command", () => {
  const comment = aComment("/ack", { isOurs: true });
  expect(kindsOf(hear([comment]))).toEqual(["declared", "severity"]);
});

test("a command typed before the declaration is not for us", () => {
  expect(kindsOf(hear([aComment("/ack", { at: at("14:29") })]))).toEqual(["declared", "severity"]);
});

test("of an edited comment only what is new is done, by whoever edited it", () => {
  const first = hear([aComment("/impact some")]);
  const edited = aComment("/impact some\n/severity P0", { updatedAt: at("14:50"), editor: person("carol") });
  const second = hear([edited], { timeline: [...first.timeline] });
  expect(second.timeline.filter(({ kind }) => kind === "impact")).toHaveLength(1);
  expect(second.timeline.findLast(({ kind }) => kind === "severity")).toMatchObject({
    to: "P0",
    by: "carol",
    at: at("14:50"),
  });
});

test("an edit by somebody without a role is refused, whoever wrote the comment", () => {
  const edited = aComment("/resolve", { updatedAt: at("14:50"), editor: person("eve") });
  const decision = hear([edited]);
  expect(kindsOf(decision)).not.toContain("resolved");
  expect(says(decision)).toMatchObject([{ to: ["@eve"], parts: [{ template: "refusals/not-allowed" }] }]);
});

test("an edit by nobody knows whom is refused, and who wrote the comment is told", () => {
  const decision = hear([aComment("/resolve", { updatedAt: at("14:50"), editor: null })]);
  expect(kindsOf(decision)).toEqual(["declared", "severity"]);
  expect(reactions(decision)).toEqual(["eyes", "confused"]);
  expect(reasons(decision)).toEqual(["refusals/edited-unseen"]);
  expect(says(decision)[0]?.to).toEqual(["@bob"]);
});

test("P0 and P1 are not downgraded without a reason", () => {
  const refused = hear([aComment("/severity P2")]);
  expect(reasons(refused)).toEqual(["refusals/downgrade-needs-reason"]);
  const done = hear([aComment("/severity P2 one shop only")]);
  expect(done.timeline.findLast(({ kind }) => kind === "severity")).toMatchObject({
    to: "P2",
    reason: "one shop only",
  });
});

test("a word close to ours is answered, the words of other bots are not", () => {
  const close = hear([aComment("/serverity P0")]);
  expect(says(close)).toMatchObject([
    { parts: [{ template: "refusals/did-you-mean", data: { given: "/serverity", nearest: "/severity" } }] },
  ]);
  const others = hear([aComment("/lgtm\n/assign @bob\n/hold\n/retest\n/approve", { by: "alice" })]);
  expect([...says(others), ...reactions(others)]).toEqual([]);
});

test("a comment with a good and a bad command gets both reactions", () => {
  expect(reactions(hear([aComment("/ack\n/severity P9")]))).toEqual(["eyes", "+1", "confused"]);
});

test("one refusal is said per person and hour, the reaction always", () => {
  const wrong = (id: number, time: string, by = "bob") => aComment("/severity P9", { id, by, at: at(time) });
  const decision = hear([
    wrong(1, "14:40"),
    wrong(2, "14:50"),
    wrong(3, "15:39"),
    wrong(4, "15:40"),
    wrong(5, "15:41", "carol"),
  ]);
  expect(
    says(decision)
      .filter(({ kind }) => kind === "reply")
      .map(({ key, to }) => [key.split(":")[1], ...to]),
  ).toEqual([
    ["1", "@bob"],
    ["4", "@bob"],
    ["5", "@carol"],
  ]);
  expect(reactions(decision).filter((one) => one === "confused")).toHaveLength(5);
});

test("a refused command is not answered again", () => {
  const first = hear([aComment("/severity P9")]);
  const second = hear([aComment("/severity P9")], { timeline: [...first.timeline], now: at("14:45") });
  expect([...says(second), ...reactions(second)]).toEqual([]);
});
