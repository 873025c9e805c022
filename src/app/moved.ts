// Decides for an incident that goes on elsewhere: what stands here stays neutral, and nothing else happens. Pure.
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import { isManaged } from "../domain/labels.ts";
import { type Entry, type EntryKind, latest } from "../domain/timeline.ts";
import type { Decision } from "./decide.ts";

/** Of our comments the warning stays: it names nothing. The card is shown anew, without a word of the incident. */
const STAYS = ["card", "security"];

/** What stays of the timeline: that there was an incident, and that it is somewhere else. */
export function leftBehind(timeline: readonly Entry[]): Entry[] {
  const kept = [latest(timeline, "declared"), latest(timeline, "moved")];
  return kept.flatMap((entry) => (entry ? { at: entry.at, kind: entry.kind } : []));
}

/** Issues and pull requests of its own stay behind, and so do the comments that were answered. */
const NOT_CARRIED: readonly EntryKind[] = ["report", "action", "rollback", "answered", "moved"];

/** The timeline as it goes on elsewhere, where a comment or an event of here cannot be referred to. */
export function carriedOver(timeline: readonly Entry[]): Entry[] {
  return timeline.flatMap((entry) => (NOT_CARRIED.includes(entry.kind) ? [] : { ...entry, ref: undefined }));
}

/** The severity, the deadlines and the status are nobody's business here; labels of people are theirs. */
export function leave({ timeline, surroundings, issue, policy }: Facts): Decision {
  const removed = (surroundings?.ours ?? []).flatMap(({ id, kind }): Effect[] =>
    STAYS.includes(kind) ? [] : [{ do: "remove", comment: id }],
  );
  const labels = issue.labels.filter((label) => !isManaged(policy, label));
  const card: Effect = { do: "card", card: { template: "card-moved", data: {} } };
  return {
    timeline: leftBehind(timeline),
    effects: [{ do: "label", labels, assign: [] }, ...removed, card],
    isWaiting: false,
  };
}
