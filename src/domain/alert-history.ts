// What an incident makes of its alert's news: firing, recovering, recovered, firing again. Pure.
//
// News comes twice, late and in any order: two Alertmanagers tell the same, and each may fail for a while. What was
// heard before the last change is not heard again, and a recovery counts only once it has lasted.
import { DateTime, type Duration } from "luxon";
import type { AlertNews } from "./alert.ts";
import type { AlertPolicy } from "./alert-policy.ts";
import { type Entry, type EntryOf, entriesOf, insertEntry, latest } from "./timeline.ts";

type Patience = Pick<AlertPolicy, "settle" | "reopenWithin">;

/** Changes of an alert that are remembered; of one that flaps for weeks the first and the last. */
const MOST_CHANGES = 20;

export const momentAt = (milliseconds: number): DateTime =>
  DateTime.fromMillis(milliseconds, { zone: "utc" }).startOf("second");

/** The timeline after the news: the same one when it says nothing new. */
export function hearAlert(timeline: readonly Entry[], news: AlertNews, { settle }: Patience): readonly Entry[] {
  const heard = momentAt(news.heardAt);
  const settled = recover(timeline, heard, settle);
  const last = latest(settled, "alert");
  if (last && heard < last.heard) return timeline;
  const noted = (state: "firing" | "recovering", at: number) =>
    shortened(
      insertEntry(settled, {
        kind: "alert",
        state,
        at: between(momentAt(at), last, heard),
        heard,
        since: momentAt(news.since),
      }),
    );
  if (news.status === "resolved")
    return last?.state === "firing" && momentAt(news.endedAt) >= last.since
      ? noted("recovering", news.endedAt)
      : timeline;
  if (last?.state === "firing" || (last && isLate(news, last, settle))) return timeline;
  // It had not recovered after all.
  if (last?.state === "recovering") return settled.filter((entry) => entry !== last);
  return noted("firing", last ? news.newest : news.heardAt);
}

/** A second Alertmanager still tells what the first has told the end of. Only right after it: rules that were away keep old starts. */
function isLate({ newest, heardAt }: AlertNews, last: EntryOf<"alert">, settle: Duration): boolean {
  return momentAt(newest) <= last.at && momentAt(heardAt) < last.heard.plus(settle);
}

/** A recovery that has lasted counts. */
export function recover(timeline: readonly Entry[], now: DateTime, settle: Duration): readonly Entry[] {
  const until = recoversAt(timeline, settle);
  if (!until || until > now) return timeline;
  const last = latest(timeline, "alert");
  return timeline.map((entry) => (entry === last ? { ...last, state: "recovered" as const } : entry));
}

/** When the recovery counts that is waited for; undefined when none is. */
export function recoversAt(timeline: readonly Entry[], settle: Duration): DateTime | undefined {
  const last = latest(timeline, "alert");
  return last?.state === "recovering" ? last.heard.plus(settle) : undefined;
}

/**
 * What firing news means for an incident that is over since then: nothing new ("repeat"), that it goes on ("again"), or
 * that another one begins ("new"). Whoever ended it by hand is not overruled by mere repeats. `isByItself`: its recovery
 * ended it, and that knew only what had been worked off by then.
 */
export function afterTheEnd(
  timeline: readonly Entry[],
  { news, endedAt, isByItself }: { news: AlertNews; endedAt: DateTime; isByItself?: boolean },
  { settle, reopenWithin }: Patience,
): "repeat" | "again" | "new" {
  const last = latest(timeline, "alert");
  const recovered = last && last.state !== "firing" ? last : undefined;
  // Whoever ended it after that knew; in the same second nobody did, and an alert too many is better than one too few.
  if (momentAt(news.heardAt) < ((isByItself && recovered?.heard) || endedAt)) return "repeat";
  if (recovered && isLate(news, recovered, settle)) return "repeat";
  // Whatever fires now began after the end: its recovery was told to nobody.
  if (!recovered && momentAt(news.since) <= endedAt) return "repeat";
  const since = DateTime.max(endedAt, recovered?.at ?? endedAt);
  return momentAt(news.newest) <= since.plus(reopenWithin) ? "again" : "new";
}

function between(at: DateTime, last: EntryOf<"alert"> | undefined, heard: DateTime): DateTime {
  return DateTime.min(DateTime.max(at, last?.at ?? at), heard);
}

function shortened(timeline: readonly Entry[]): readonly Entry[] {
  const changes = entriesOf(timeline, "alert");
  if (changes.length <= MOST_CHANGES) return timeline;
  const dropped = changes.slice(1, 3);
  return timeline.filter((entry) => !dropped.some((one) => one === entry));
}
