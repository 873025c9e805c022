// Recurrence: the component was hit before, and what was to prevent it is overdue.
import type { DateTime } from "luxon";
import { dueAt, isOverdue } from "./action.ts";
import type { Incident } from "./incident.ts";
import { actionsOf, type Entry, type EntryOf, latest } from "./timeline.ts";

/** Another incident of the repository, as far as it is remembered. */
export interface Remembered {
  readonly number: number;
  readonly timeline: readonly Entry[];
}

export interface Overdue extends EntryOf<"action"> {
  /** The incident it comes from. */
  readonly incident: number;
  readonly dueAt: DateTime;
}

/** Action items that should have been done by now: their day, in the policy's zone, is over. */
export function overdueActions({ number, timeline }: Remembered, now: DateTime, zone: string): Overdue[] {
  return [...actionsOf(timeline).values()].flatMap((action) => {
    const due = dueAt(action, zone);
    return due && isOverdue(action, now, zone) ? [{ ...action, incident: number, dueAt: due }] : [];
  });
}

/** Overdue actions of earlier incidents that share a component with this one. */
export function recurrences(incident: Incident, others: readonly Remembered[], zone: string): Overdue[] {
  const ours = new Set(incident.components.map((component) => component.toLowerCase()));
  const earlier = others.filter(({ number, timeline }) => {
    const theirs = latest(timeline, "affects")?.components ?? [];
    return number !== incident.issue.number && theirs.some((component) => ours.has(component.toLowerCase()));
  });
  return earlier.flatMap((other) => overdueActions(other, incident.declaredAt, zone));
}
