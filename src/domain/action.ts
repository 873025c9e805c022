// Action items: by when they are due, and how many are done, open and overdue.
import { DateTime } from "luxon";
import type { EntryOf } from "./timeline.ts";

type Action = Pick<EntryOf<"action">, "due" | "isDone">;

export interface ActionCounts {
  readonly done: number;
  readonly open: number;
  /** Not counted among the open ones. */
  readonly overdue: number;
}

/** The end of the day it is due on, in the team's zone; undefined when no day, or none that exists, was named. */
export function dueAt({ due }: Pick<Action, "due">, zone: string): DateTime | undefined {
  const at = due ? DateTime.fromISO(due, { zone }).endOf("day") : undefined;
  return at?.isValid ? at : undefined;
}

/** Whether it should have been done by now: its day is over where the team works. */
export function isOverdue(action: Action, now: DateTime, zone: string): boolean {
  const due = dueAt(action, zone);
  return !action.isDone && due !== undefined && due < now;
}

export function countActions(actions: readonly Action[], now: DateTime, zone: string): ActionCounts {
  const done = actions.filter(({ isDone }) => isDone).length;
  const overdue = actions.filter((action) => isOverdue(action, now, zone)).length;
  return { done, overdue, open: actions.length - done - overdue };
}
