// Action item: what was promised is done. Starts when it is opened, stops when its issue is closed, due at 09:00 of its
// day in the policy's time zone; reminds its owner, on its own issue.
import { DateTime } from "luxon";
import { type Clock, momentOf, type Occasion, type Span, spanOf } from "../domain/clock.ts";
import { responsibleFor } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { actionsOf, type EntryOf } from "../domain/timeline.ts";

type Action = EntryOf<"action">;

export const actionItem: Clock = {
  name: "action-item",
  /** The one that is due first. */
  measure(incident, policy) {
    const spans = openActions(incident).flatMap((action) => spanOfAction(action, policy) ?? []);
    return spans.toSorted((a, b) => +(a.due ?? 0) - +(b.due ?? 0))[0];
  },
  occasions(_span, incident, policy) {
    return openActions(incident).flatMap((action) => reminders(action, incident, policy));
  },
};

/** Items that are not done, as they were last agreed on. */
function openActions({ timeline }: Incident): Action[] {
  return [...actionsOf(timeline).values()].filter(({ isDone }) => !isDone);
}

function spanOfAction({ due, at }: Action, { timezone }: Policy): Span | undefined {
  const morning = due ? DateTime.fromISO(`${due}T09:00`, { zone: timezone }) : undefined;
  if (!morning?.isValid) return undefined;
  return spanOf(at, morning.toUTC().diff(at), []);
}

function reminders(action: Action, incident: Incident, policy: Policy): Occasion[] {
  const span = spanOfAction(action, policy);
  const { due, number, text, owner } = action;
  if (!span?.due || !due) return [];
  const deadline = span.due;
  return policy.reminders.actionItem.flatMap((offset): Occasion[] => {
    const at = momentOf(span, offset);
    if (!at || at <= span.start) return [];
    const to = owner ? [`@${owner}`] : responsibleFor(incident, policy, at);
    const key = `action:${number}:${due}:${Math.floor((+at - +deadline) / 60_000)}`;
    const message = { template: "action-due", data: { due, text, isOverdue: at > deadline } };
    return [{ key, at, kind: "nudge", to, on: number, message }];
  });
}
