// Response: somebody takes the incident. Starts with the declaration, stops with the acknowledgement, due as the
// severity promises, calls the ladder.
import type { DateTime, Duration } from "luxon";
import { type Clock, earlierSpan, momentOf, type Occasion, type Span, spanOf } from "../domain/clock.ts";
import { clockStops, responsibleFor, rungsOf } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import { type Policy, promisesOf, rankOf } from "../domain/policy.ts";
import { entriesOf } from "../domain/timeline.ts";

export const response: Clock = {
  name: "response",
  measure(incident, policy) {
    const done = incident.acknowledged?.at;
    // What stopped after the promise was kept moved nothing.
    const stops = clockStops(incident, policy).filter((stop) => !done || stop.from < done);
    const spans = promised(incident, policy).map(({ from, target }) => spanOf(from, target, stops));
    return { ...spans.reduce(earlierSpan), done };
  },
  occasions(span, incident, policy) {
    if (span.done || !span.due || incident.ended) return [];
    return [...breach({ ...span, due: span.due }, incident, policy), ...nudges(span, incident, policy)];
  },
};

/**
 * The promises that hold, each from its own moment: an upgrade adds one (the deadline can only come nearer), a
 * downgrade starts over from the declaration. Unknown counts as the worst until the first severity is named.
 */
function promised(incident: Incident, policy: Policy): { from: DateTime; target: Duration }[] {
  const from = incident.declaredAt;
  let known: string | undefined;
  let promises = [{ from, target: promisesOf(policy, undefined).response }];
  for (const { to, at } of entriesOf(incident.timeline, "severity")) {
    const target = promisesOf(policy, to).response;
    const isUpgrade = known !== undefined && rankOf(policy, to) < rankOf(policy, known);
    promises = isUpgrade ? [...promises, { from: at, target }] : [{ from, target }];
    known = to;
  }
  return promises;
}

/** The breach and the ladder: a step that is due with the breach is called by it, not beside it. */
function breach({ due, target }: Span & { due: DateTime }, incident: Incident, policy: Policy): Occasion[] {
  const { name } = promisesOf(policy, incident.severity);
  const rungs = rungsOf(incident, policy, due).filter((rung) => rung.at && rung.notify.length > 0);
  const calls = rungs.map(
    ({ at, notify, index }): Occasion => ({
      key: `ladder:${name}:${index}`,
      at: at ?? due,
      kind: "call",
      to: notify,
      rung: { step: index, severity: name },
      message: { template: "call", data: { severity: incident.severity ?? "", step: index + 1, due } },
    }),
  );
  const isCalled = rungs.some(({ at }) => at && at >= due);
  const to = isCalled ? [] : responsibleFor(incident, policy);
  const message = { template: "breach", data: { severity: incident.severity ?? "", due, target } };
  return [{ key: `response:${Math.floor(due.toSeconds())}`, at: due, kind: "breach", to, message }, ...calls];
}

function nudges(span: Span, incident: Incident, policy: Policy): Occasion[] {
  return policy.reminders.response.flatMap((offset, index) => {
    const at = momentOf(span, offset);
    if (!at || !span.due || +at === +span.due) return [];
    const key = `response:${Math.floor(span.due.toSeconds())}:${index}`;
    const message = { template: "response", data: { severity: incident.severity ?? "", due: span.due } };
    return [{ key, at, kind: "nudge" as const, to: responsibleFor(incident, policy), message }];
  });
}
