// Response: somebody takes the incident. Starts with the declaration, stops with the acknowledgement, due as the
// severity promises, calls the ladder.
import type { DateTime } from "luxon";
import { rememberedOf } from "../domain/called.ts";
import { type Clock, momentOf, type Occasion, type Span } from "../domain/clock.ts";
import { callOf, responsibleFor, rungsOf } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import { type Policy, promisesOf } from "../domain/policy.ts";
import { spanPromised } from "../domain/promise.ts";

export const response: Clock = {
  name: "response",
  measure(incident, policy) {
    const [start, done] = [incident.declaredAt, incident.acknowledged?.at];
    return spanPromised(incident, policy, { start, done, inHours: true, length: ({ response }) => response });
  },
  occasions(span, incident, policy) {
    if (span.done || !span.due || incident.ended) return [];
    return [...breach({ ...span, due: span.due }, incident, policy), ...nudges(span, incident, policy)];
  },
};

/** The breach and the ladder: a step that is due with the breach is called by it, not beside it. */
function breach({ due, target, hours }: Span & { due: DateTime }, incident: Incident, policy: Policy): Occasion[] {
  const { name } = promisesOf(policy, incident.severity);
  const rungs = rungsOf(incident, policy, due).filter((rung) => rung.at && rung.notify.length > 0);
  const calls = rungs.map(({ at = due, notify, index }): Occasion => {
    const called = callOf(notify, [incident, policy], at);
    const { isUncovered } = called;
    const message = {
      template: "call",
      data: { severity: incident.severity ?? "", step: index + 1, due, isUncovered },
    };
    const rung = { step: index, severity: name, ...rememberedOf(called) };
    return { key: `ladder:${name}:${index}`, at, kind: "call", to: called.to, rung, message };
  });
  const isCalled = calls.some(({ at, key }) => +at === +due && !incident.said.has(key));
  const to = isCalled ? [] : responsibleFor(incident, policy, due);
  const data = { severity: incident.severity ?? "", due, target, hours: hours?.name ?? "" };
  return [
    {
      key: `response:${Math.floor(due.toSeconds())}`,
      at: due,
      kind: "breach",
      to,
      message: { template: "breach", data },
    },
    ...calls,
  ];
}

/** Known by its promise, not by its deadline, which stops move. */
function nudges(span: Span, incident: Incident, policy: Policy): Occasion[] {
  return policy.reminders.response.flatMap((offset, index) => {
    const at = momentOf(span, offset);
    if (!at || !span.due || +at === +span.due) return [];
    const key = `response:${Math.floor(span.start.toSeconds())}:${span.target.as("seconds")}:${index}`;
    const message = { template: "response", data: { severity: incident.severity ?? "", due: span.due } };
    return [{ key, at, kind: "nudge" as const, to: responsibleFor(incident, policy, at), message }];
  });
}
