// Replays of small lives, and what is said of two policies: only what differs, of whom, and in which incidents.
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import type { Past } from "../../src/app/archive.ts";
import { type Replayed, replay } from "../../src/app/replay.ts";
import { compareReplays } from "../../src/app/replay-compare.ts";
import { replayMessage } from "../../src/app/replay-message.ts";
import type { IssueEvent } from "../../src/domain/issue.ts";
import { type Policy, policyOf } from "../../src/domain/policy.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { anEvent, anIncident, at, entry } from "../support/facts.ts";
import { CHANGED } from "../support/sample-replays.ts";

const NOON = at("12:00", "2025-11-20");
const ack = (time: string) => entry(time, { kind: "acknowledged", via: "command", by: "bob" });
const resolved = (time: string) =>
  entry(time, { kind: "resolved", via: "command", by: "bob", severity: "P1", owes: true });

/** An incident declared at 14:30, P1 unless told, and GitHub's own events. */
function past(
  timeline: Entry[],
  given: { severity?: string; events?: IssueEvent[]; number?: number; labels?: string[] } = {},
): Past {
  const { severity, events = [], number = 12, labels = ["incident"] } = given;
  const url = `https://github.com/acme/shop/issues/${number}`;
  return {
    ...anIncident({ severity, timeline, issue: { number, url, labels, isDrill: labels.includes("drill") } }),
    events,
  };
}

/** The plan, with promises of P1 (or another) changed. */
const withP1 = (changes: object, name = "P1"): Policy => policyOf({ severities: { [name]: changes } });
const PLAN = policyOf({});

/** `14:30 @bob`, for every comment that the app would have written. */
const said = ({ said }: Replayed) => said.map(({ at, kind, to }) => [at.toFormat("HH:mm"), kind, ...to].join(" "));

const compare = (incidents: Past[], after: Policy, before = PLAN) => compareReplays(incidents, { before, after }, NOON);
const numbers = (found: readonly { number: number }[]) => found.map(({ number }) => number);

describe("a life lived again", () => {
  test("breaks a promise that was shorter, when it runs out", () => {
    const life = past([ack("15:10")]);
    expect(replay(life, PLAN, NOON).breachedAt).toBeUndefined();
    expect(replay(life, withP1({ response: "30m" }), NOON).breachedAt).toEqual(at("15:00"));
  });

  test("forgets what the app said and called at that time", () => {
    const heard = [
      entry("14:30", { kind: "escalated", step: 0, severity: "P1", called: ["@zoe"] }),
      entry("14:30", { kind: "said", keys: ["ladder:P1:0", "triage"] }),
      entry("15:30", { kind: "breached", clock: "response" }),
      ack("15:40"),
      entry("15:50", { kind: "cancelled" }),
    ];
    const again = replay(past(heard), withP1({ response: "2h", inform_users_after: false }), NOON);
    expect([again.breachedAt, said(again)]).toEqual([undefined, []]);
  });

  test("calls the steps of the ladder until somebody acknowledges", () => {
    const steps = ["0m", "20m", "90m"].map((after, step) => ({ after, notify: [`@step-${step}`] }));
    const ladder = { escalate: steps, inform_users_after: false };
    const again = replay(past([ack("15:40"), entry("15:50", { kind: "cancelled" })]), withP1(ladder), NOON);
    expect(said(again)).toEqual(["14:30 call @step-0", "14:50 call @step-1", "15:30 breach @step-2"]);
  });

  test("asks for a post-mortem by the severity at the end, and reminds until it is done", () => {
    const life = past([ack("14:40"), resolved("15:00"), entry("16:00", { kind: "waived", reason: "x", by: "carol" })]);
    expect(replay(life, PLAN, NOON).postMortem).toMatchObject({ isOverdue: false });
    expect(replay(life, withP1({ post_mortem: false }), NOON).postMortem).toBeUndefined();
    const open = replay(past([ack("14:40"), resolved("15:00")]), PLAN, NOON);
    expect(open.postMortem).toMatchObject({ isOverdue: true });
    expect(open.said.at(0)?.at).toEqual(at("15:00", "2025-11-11"));
  });

  test("has the default severity of the policy, unless people named one", () => {
    const life = past([ack("14:50")], { severity: "" });
    expect(replay(life, PLAN, NOON).incident.severity).toBeUndefined();
    expect(replay(life, policyOf({ default_severity: "P3" }), NOON).incident.severity).toBe("P3");
    const given = entry("14:30", { kind: "severity", to: "P3", via: "default" });
    expect(replay(past([given], { severity: "" }), PLAN, NOON).incident.severity).toBeUndefined();
    expect(replay(past([]), policyOf({ default_severity: "P3" }), NOON).incident.severity).toBe("P1");
  });

  test("refuses what the policy refuses", () => {
    const life = past(
      [
        entry("14:40", { kind: "paused", reason: "the provider", by: "bob" }),
        entry("14:50", { kind: "severity", to: "P3", via: "command", by: "bob" }),
        entry("14:55", { kind: "escalated", step: 0, severity: "P2", called: ["@bob"], by: "bob" }),
      ],
      { severity: "P2" },
    );
    const strict = withP1({ pausable: false, post_mortem: "48h" }, "P2");
    const kinds = ({ incident }: Replayed) =>
      incident.timeline.map(({ kind }) => kind).filter((kind) => !/said|breached/.test(kind));
    expect(kinds(replay(life, strict, at("15:00")))).toEqual(["declared", "severity"]);
    expect(kinds(replay(life, PLAN, at("15:00")))).toEqual(["declared", "severity", "paused", "severity"]);
  });

  test("reminds whoever was assigned by then", () => {
    const events = [
      anEvent("assigned", "14:40", { assignee: "carol" }),
      anEvent("assigned", "16:00", { assignee: "dave" }),
      anEvent("unassigned", "16:00", { assignee: "carol" }),
    ];
    const life = past([ack("14:40"), entry("17:20", { kind: "cancelled" })], { events });
    const again = replay(life, withP1({ inform_users_after: false }), NOON);
    expect(said(again)).toEqual(["15:40 nudge @carol", "16:40 nudge @dave"]);
  });

  test("tells whoever closes it too early, once", () => {
    const closed = entry("15:00", { kind: "resolved", via: "closed", by: "bob", severity: "P2", owes: false });
    const life = past([ack("14:40"), closed], { severity: "P2", events: [anEvent("closed", "15:00")] });
    expect(said(replay(life, PLAN, at("16:00")))).toEqual([]);
    expect(said(replay(life, withP1({ post_mortem: "48h" }, "P2"), at("16:00")))).toEqual(["15:00 guard @bob"]);
  });

  test("mentions nobody once it is an exercise", () => {
    const ladder = withP1({
      escalate: [
        { after: "0m", notify: ["@erin"] },
        { after: "10m", notify: ["@acme/cto"] },
      ],
    });
    const drill = past([entry("14:35", { kind: "drill" }), ack("14:45"), entry("14:50", { kind: "cancelled" })], {
      labels: ["incident", "drill"],
    });
    expect(said(replay(drill, ladder, NOON))).toEqual(["14:30 call @erin", "14:40 call"]);
  });
});

describe("two policies", () => {
  const short = past([ack("14:40"), entry("14:50", { kind: "cancelled" })], { number: 7 });
  const long = past([ack("15:10"), entry("15:20", { kind: "cancelled" })], { number: 8 });
  const slow = past([ack("15:10"), resolved("15:20"), entry("15:30", { kind: "reviewed" })], { number: 9 });

  test("that are the same change nothing, and that is said", () => {
    const comparison = compare([short, long, slow], policyOf({ links: { runbook: "https://acme.test" } }));
    expect(comparison).toMatchObject({ incidents: 3, isSame: true, mentions: [] });
    expect(loadTemplates().render(replayMessage(comparison), PLAN)).toMatch(
      /^Replayed on the last 3 incidents, .*\n\n- Nothing would have been different\.$/,
    );
  });

  test("differ by the promises that one of them breaks; a false alarm breaks none", () => {
    const comparison = compare([short, long, slow], withP1({ response: "30m" }));
    expect(numbers(comparison.breaches.more)).toEqual([9]);
    expect(comparison.breaches.fewer).toEqual([]);
    expect(numbers(compare([slow], PLAN, withP1({ response: "30m" })).breaches.fewer)).toEqual([9]);
  });

  test("differ by whom they mention, and where", () => {
    const ladder = [{ after: "0m", notify: ["@bob"] }];
    const longer = [...ladder, { after: "20m", notify: ["@acme/cto", "@dave"] }];
    const comparison = compare([short, slow], withP1({ escalate: longer }), withP1({ escalate: ladder }));
    const cto = { before: 0, after: 1, incidents: [{ number: 9, url: "https://github.com/acme/shop/issues/9" }] };
    expect(comparison.mentions).toEqual([
      { who: "@acme/cto", ...cto },
      { who: "@dave", ...cto },
    ]);
    expect(comparison.reminders).toMatchObject({ before: 2, after: 3 });
  });

  test("differ by the post-mortems that are owed, whose reminders nobody could have answered", () => {
    const unwritten = past([ack("14:40"), resolved("15:00")], { number: 10 });
    const comparison = compare([slow, unwritten], withP1({ post_mortem: false }));
    expect(numbers(comparison.postMortems.fewer)).toEqual([9, 10]);
    expect(comparison).toMatchObject({ isSame: false, mentions: [], reminders: { before: 0, after: 0 } });
  });

  test("leave out exercises, and severities that one of them does not know", () => {
    const drill = past([], { number: 3, labels: ["incident", "drill"] });
    const unknown = [4, 5].map((number) => past([], { number, severity: "SEV1" }));
    const { incidents, skipped } = compare([drill, ...unknown, short], PLAN);
    expect(incidents).toBe(1);
    expect(skipped.map(({ incidents, ...why }) => ({ ...why, numbers: numbers(incidents) }))).toEqual([
      { reason: "drill", severity: "", numbers: [3] },
      { reason: "unknown-severity", severity: "SEV1", numbers: [4, 5] },
    ]);
  });
});

test("a comment that says it notifies nobody, and links to at most ten incidents a line", () => {
  const text = loadTemplates().render(replayMessage(CHANGED), PLAN);
  expect(text.replace(/`[^`]*`/g, "")).not.toContain("@");
  expect(text).toMatch(/^- \*\*12 more\*\* mentions of `@acme\/cto`: \[`#12`\]\(\S+\/12\), \[`#13`\]\(\S+\/13\)$/m);
  expect(text).toMatch(/^- \*\*40 more\*\* reminders and calls: .*#21`\]\(\S+\) and 14 more$/m);
});
