// Decides what is asked about the time before an incident, and takes up what was found. Pure.
import type { Effect } from "../domain/effects.ts";
import { lookoutOf } from "../domain/evidence.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { type Entry, insertEntry, latest } from "../domain/timeline.ts";

/** Level-triggered: asked until it is known; whoever is asked answers once. */
export function lookBack(incident: Incident, { policy }: Pick<Facts, "policy">): Effect[] {
  const lookout = lookoutOf(incident, policy);
  return lookout ? [{ do: "look-back", lookout }] : [];
}

/** With what was found; it stands at the start, which it belongs to. */
export function withEvidence(timeline: readonly Entry[], { evidence = [], issue }: Facts): readonly Entry[] {
  const found = evidence.at(-1);
  const known = latest(timeline, "evidence");
  if (!found || (known && String(known.of) === String(found.of))) return timeline;
  const at = latest(timeline, "declared")?.at ?? issue.createdAt;
  // Sorted anew it takes the place of what was known: the card has room for one.
  return insertEntry(
    timeline.filter(({ kind }) => kind !== "evidence"),
    { kind: "evidence", at, ...found },
  );
}
