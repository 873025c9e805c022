// Compares two policies over past incidents: what would have been otherwise, and in which of them. Pure.
import type { DateTime } from "luxon";
import type { Policy } from "../domain/policy.ts";
import { entriesOf } from "../domain/timeline.ts";
import type { Past } from "./archive.ts";
import { type Replayed, replay, type Said } from "./replay.ts";

/** Where it can be looked up. */
export interface Found {
  readonly number: number;
  readonly url: string;
}

/** Something that an incident has or has not. */
export interface Change {
  readonly more: readonly Found[];
  readonly fewer: readonly Found[];
}

/** Something counted under each policy, with the incidents in which the count differs. */
export interface Shift {
  readonly before: number;
  readonly after: number;
  readonly incidents: readonly Found[];
}

/** Incidents that were left out: exercises, and those with a severity that a policy does not know. */
export interface Skipped {
  readonly reason: "drill" | "unknown-severity";
  /** "" where it does not matter. */
  readonly severity: string;
  readonly incidents: readonly Found[];
}

export interface Comparison {
  /** How many were compared. */
  readonly incidents: number;
  readonly isSame: boolean;
  /** Broken promises of response; false alarms and duplicates are not counted, as in the monthly report. */
  readonly breaches: Change;
  readonly postMortems: Change;
  /** Comments that nobody asked for. */
  readonly reminders: Shift;
  /** Comments that mention or tell somebody, by whom; only where the sum differs. */
  readonly mentions: readonly (Shift & { readonly who: string })[];
  readonly skipped: readonly Skipped[];
}

interface Pair {
  readonly found: Found;
  readonly before: Replayed;
  readonly after: Replayed;
}

/** What the policy `after` would have made otherwise of the incidents than `before`, up to now. */
export function compareReplays(
  incidents: readonly Past[],
  { before, after }: { before: Policy; after: Policy },
  now: DateTime,
): Comparison {
  const judged = incidents.map((past) => ({ past, ...obstacle(past, [before, after]) }));
  const pairs = judged.flatMap(({ past, reason }): Pair[] =>
    reason
      ? []
      : [{ found: foundOf(past), before: replay(past, before, now), after: replay(past, after, now) }].map(comparable),
  );
  const breaches = changeOf(pairs, ({ incident, breachedAt }) => breachedAt !== undefined && !isFalseAlarm(incident));
  const postMortems = changeOf(pairs, ({ postMortem }) => postMortem !== undefined);
  const reminders = shiftOf(pairs, () => true);
  const everybody = pairs.flatMap(({ before, after }) => [...before.said, ...after.said].flatMap(({ to }) => to));
  const mentions = [...new Set(everybody)]
    .toSorted()
    .map((who) => ({ who, ...shiftOf(pairs, ({ to }) => to.includes(who)) }))
    .filter((shift) => shift.before !== shift.after);
  const changes = [...breaches.more, ...breaches.fewer, ...postMortems.more, ...postMortems.fewer, ...mentions];
  const isSame = changes.length === 0 && reminders.before === reminders.after;
  return {
    incidents: pairs.length,
    isSame,
    breaches,
    postMortems,
    reminders,
    mentions,
    skipped: skippedOf(judged),
  };
}

function foundOf({ issue: { number, url } }: Past): Found {
  return { number, url };
}

interface Obstacle {
  readonly reason?: Skipped["reason"];
  readonly severity?: string;
}

/** Why an incident cannot be compared; nobody knows what a severity would have promised that a policy does not have. */
function obstacle(past: Past, policies: readonly Policy[]): Obstacle {
  if (past.isDrill) return { reason: "drill" };
  const named = entriesOf(past.timeline, "severity").filter(({ via }) => via !== "default");
  const unknown = named.find(({ to }) => policies.some((one) => !one.severities.some(({ name }) => name === to)));
  return unknown ? { reason: "unknown-severity", severity: unknown.to } : {};
}

function skippedOf(judged: readonly (Obstacle & { past: Past })[]): Skipped[] {
  const left = judged.flatMap(({ past, reason, severity = "" }) => (reason ? [{ past, reason, severity }] : []));
  return [...Map.groupBy(left, ({ reason, severity }) => `${reason} ${severity}`).values()].flatMap((some) =>
    some.slice(0, 1).map(({ reason, severity }) => ({
      reason,
      severity,
      incidents: some.map(({ past }) => foundOf(past)),
    })),
  );
}

/** A post-mortem that only one policy asks for was never asked of anybody, or never written: its reminders tell nothing. */
function comparable(pair: Pair): Pair {
  if (Boolean(pair.before.postMortem) === Boolean(pair.after.postMortem)) return pair;
  const others = ({ said, ...rest }: Replayed): Replayed => ({
    ...rest,
    said: said.filter(({ keys }) => !keys.every((key) => key.startsWith("post-mortem:"))),
  });
  return { ...pair, before: others(pair.before), after: others(pair.after) };
}

function isFalseAlarm({ ended }: Replayed["incident"]): boolean {
  return ended?.kind === "cancelled" || ended?.kind === "duplicate";
}

function changeOf(pairs: readonly Pair[], has: (replayed: Replayed) => boolean): Change {
  const only = (one: "before" | "after", other: "before" | "after") =>
    pairs.flatMap((pair) => (has(pair[one]) && !has(pair[other]) ? [pair.found] : []));
  return { more: only("after", "before"), fewer: only("before", "after") };
}

function shiftOf(pairs: readonly Pair[], counts: (said: Said) => boolean): Shift {
  const counted = pairs.map(({ found, before, after }) => ({
    found,
    before: before.said.filter(counts).length,
    after: after.said.filter(counts).length,
  }));
  return {
    before: counted.reduce((sum, { before }) => sum + before, 0),
    after: counted.reduce((sum, { after }) => sum + after, 0),
    incidents: counted.flatMap(({ found, before, after }) => (before === after ? [] : [found])),
  };
}
