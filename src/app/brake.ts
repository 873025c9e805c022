// The brake: when somebody undoes at once what we do, again and again, we give in for a while. Pure.
//
// What we did is counted in GitHub's own events, so that a new process brakes as well as an old one.
import type { DateTime } from "luxon";
import { earliest } from "../domain/clock.ts";
import type { Effect, EffectOf } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { IssueEvent } from "../domain/issue.ts";
import { hasLabel } from "../domain/labels.ts";
import { type Entry, entriesOf } from "../domain/timeline.ts";

/** So often we do the same thing within the window; no incident needs it more often by itself. */
const MOST = 6;
const WINDOW = { hours: 1 };
/** Said again only after this long. */
const SAID_FOR = { days: 1 };

export interface Braked {
  readonly effects: Effect[];
  /** What we newly gave in on. */
  readonly entries: Entry[];
  /** When to try again; undefined when nothing was given up. */
  readonly until?: DateTime;
}

export type Openness = EffectOf<"label"> | EffectOf<"close"> | EffectOf<"reopen">;

interface Dispute {
  readonly what: string;
  readonly until: DateTime;
}

/** Leaves out of the changes to labels and to open or closed what we did too often already. */
export function brake(wanted: readonly Openness[], facts: Facts): Braked {
  const disputes: Dispute[] = [];
  const isFree = (kind: IssueEvent["kind"], label?: string): boolean => {
    const until = disputedUntil(facts, kind, label);
    if (until) disputes.push({ what: label ?? (kind === "closed" ? "closed" : "open"), until });
    return until === undefined;
  };
  const effects = wanted.flatMap((effect): Effect[] => {
    if (effect.do === "reopen") return isFree("reopened") ? [effect] : [];
    const labels = calmed(effect.labels, facts, isFree);
    if (effect.do === "label") return [{ ...effect, labels }];
    return [isFree("closed") ? { ...effect, labels } : { do: "label", labels, assign: [] }];
  });
  const until = earliest(...disputes.map((one) => one.until));
  return { effects, entries: newlySaid(disputes, facts), until };
}

/** The labels as they should be, but for those that would be put on or taken off once too often. */
function calmed(
  labels: readonly string[],
  { issue }: Facts,
  isFree: (kind: IssueEvent["kind"], label: string) => boolean,
): string[] {
  const put = labels.filter((label) => hasLabel(issue.labels, label) || isFree("labeled", label));
  const left = issue.labels.filter((label) => !hasLabel(labels, label) && !isFree("unlabeled", label));
  return [...put, ...left];
}

/** Undefined while we did it less than MOST times; else when the first of those falls out of the window. */
function disputedUntil({ events, now }: Facts, kind: IssueEvent["kind"], label?: string): DateTime | undefined {
  const ours = events.filter(
    (event) =>
      event.isOurs &&
      event.kind === kind &&
      event.at > now.minus(WINDOW) &&
      (label === undefined || hasLabel([label], event.label ?? "")),
  );
  return ours.at(-MOST)?.at.plus(WINDOW);
}

function newlySaid(disputes: readonly Dispute[], { timeline, now }: Facts): Entry[] {
  const known = entriesOf(timeline, "yielded").filter(({ at }) => at > now.minus(SAID_FOR));
  const fresh = new Set(disputes.map(({ what }) => what).filter((what) => !known.some((one) => one.what === what)));
  return [...fresh].map((what) => ({ kind: "yielded", at: now, what }));
}
