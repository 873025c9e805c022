// A replay under another policy is what would have happened: the same acts, lived again on the stage under that policy.
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import type { Past } from "../../src/app/archive.ts";
import { type Replayed, replay } from "../../src/app/replay.ts";
import { stateAt } from "../../src/domain/clock.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { readPolicyFile } from "../../src/domain/policy-file.ts";
import { postMortemSpan } from "../../src/domain/post-mortem.ts";
import { actionsOf, type Entry, entriesOf } from "../../src/domain/timeline.ts";
import { type Lived, lifeOf, live } from "../simulation/replay-lives.ts";

/** The last steps come too late for every life, so that whoever escalates finds one that nobody was called by. */
const BEFORE = `
monthly_report: false
severities:
  P0:
    escalate: &ladder
      - { after: 0m, notify: ["@erin"] }
      - { after: 40m, notify: ["@acme/cto", "@bob"] }
      - { after: 960h, notify: ["@dave"] }
      - { after: 960h, notify: ["@alice"] }
  P1: { escalate: *ladder }
  P2: { escalate: *ladder }
  P3: { escalate: *ladder }
`;

const AFTER = `
monthly_report: false
default_severity: P2
severities:
  P0:
    response: 6m
    post_mortem: false
    inform_users_after: 30m
    escalate: [{ after: 0m, notify: ["@bob"] }, { after: 20m, notify: ["@acme/cto", on-call] }]
  P1:
    response: 2h
    update_every: 20m
    post_mortem: 24h
    escalate:
      - { after: 10m, notify: ["@erin", "@carol"] }
      - { after: 30m, notify: ["@acme/cto", "mail:cto@acme.test"] }
      - { after: 50m, notify: ["@dave"] }
  P2:
    response: 30m
    pausable: false
    post_mortem: 36h
    escalate: [{ after: 0m, notify: ["@dave"] }]
  P3: { update_every: 4h }
reminders:
  response: [50%]
  post_mortem: [-4h, 0h, +24h]
  action_item: [-12h, 0h]
`;

const [before, after] = [BEFORE, AFTER].map((text) => policyOf(readPolicyFile(text).value ?? {}));

/** Seconds, as GitHub has them. */
const second = (at: DateTime) => Math.floor(at.toSeconds());

/** Action items have other numbers when other post-mortems were opened before them. */
const keyOf = (key: string) => key.replace(/^action:\d+:/, "action:#:");

/** What the app wrote down by itself, whatever else stands on the timeline. */
function written(timeline: readonly Entry[]) {
  const replies = new Set(entriesOf(timeline, "answered").map(({ comment }) => String(comment)));
  // What is said on the post-mortem is about its words, which no timeline has.
  const isAside = (key: string) => replies.has(key.split(":")[1] ?? "") || key.startsWith("review:");
  const said = entriesOf(timeline, "said").flatMap(({ at, keys }) =>
    keys.filter((key) => !isAside(key)).map((key) => `${second(at)} ${keyOf(key)}`),
  );
  const called = entriesOf(timeline, "escalated").map(
    ({ at, step, severity, called, by = "" }) => `${second(at)} ${severity} ${step} ${called.join(" ")} by ${by}`,
  );
  const breached = entriesOf(timeline, "breached").map(({ at }) => second(at));
  const severities = entriesOf(timeline, "severity").map(({ at, to, via }) => `${second(at)} ${to} ${via}`);
  return { said: [...new Set(said)].toSorted(), called: called.toSorted(), breached, severities };
}

function owed(past: Past, now: DateTime) {
  const span = after && postMortemSpan(past, after);
  return span?.due && { due: second(span.due), isOverdue: stateAt(span, now) === "breached" };
}

/** Every comment that mentions somebody, as anybody reads it in the threads: when, and whom. */
function mentionsIn(past: Past, { thread }: Lived): string[] {
  const threads = [past.issue.number, ...actionsOf(past.timeline).keys()].map(thread);
  return threads
    .flatMap(({ comments }) => comments)
    .filter(({ user, body }) => user === "tocsin[bot]" && !/<!-- tocsin:(card|reply|review)/.test(body))
    .map(({ body, created_at: at }) => {
      const text = body.replace(/<!--[\s\S]*?-->/g, "").replace(/`[^`]*`/g, "");
      const handles = [...text.matchAll(/(?<![\w@/])@[\w-]+(?:\/[\w.-]+)?/g)].map(([handle]) => handle);
      return `${second(DateTime.fromISO(at))} ${[...new Set(handles)].toSorted().join(" ")}`;
    })
    .toSorted();
}

function mentionsOf({ said }: Replayed): string[] {
  const handles = (to: readonly string[]) => to.filter((one) => one.startsWith("@")).toSorted();
  return said.map(({ at, to }) => `${second(at)} ${handles(to).join(" ")}`).toSorted();
}

const viewed = (replayed: Replayed) => ({
  ...written(replayed.incident.timeline),
  postMortem: replayed.postMortem && { ...replayed.postMortem, due: second(replayed.postMortem.due) },
  mentions: mentionsOf(replayed),
});

/** REPLAY_LIVES=100 is a minute's work. */
const LIVES = Number(process.env["REPLAY_LIVES"] ?? 24);

describe("random lives, replayed under another policy, are as if they had been lived under it", () => {
  test.each([0, 25, 50, 75])("from seed %i", { timeout: 300_000 }, async (from) => {
    if (!before || !after) return expect.unreachable("two policies");
    const lives = Array.from({ length: LIVES / 4 }, (_, index) => lifeOf(from + index, before));
    const [then, now] = [await live(lives, BEFORE), await live(lives, AFTER)];
    const replayed: Record<string, unknown> = {};
    const lived: Record<string, unknown> = {};
    for (const [index, number] of then.numbers.entries()) {
      const past = then.archive.incidents.find(({ issue }) => issue.number === number);
      const again = now.archive.incidents.find(({ issue }) => issue.number === now.numbers[index]);
      if (!past || !again) return expect.unreachable("both lives have a card");
      const name = `life ${from + index}`;
      replayed[name] = viewed(replay(past, after, then.now));
      lived[name] = { ...written(again.timeline), postMortem: owed(again, now.now), mentions: mentionsIn(again, now) };
    }
    expect(replayed).toEqual(lived);
  });
});
