// Post-mortem: what happened is written down. Starts with the resolution, stops with done or waived, due after 48 h by
// the plan; reminds its owner before, at, and daily after the deadline, which also calls the ladder.
import { peopleAt } from "../domain/called.ts";
import { type Clock, momentOf, type Occasion } from "../domain/clock.ts";
import { nextCalls, responsibleFor } from "../domain/escalation.ts";
import type { Offset } from "../domain/policy.ts";
import { owingSeverity, ownerOf, postMortemSpan, reportNumber } from "../domain/post-mortem.ts";
import { latest } from "../domain/timeline.ts";

/** After this many days of reminders nobody is asked any more; the label and the monthly report go on saying it. */
const DAYS = 14;

export const postMortem: Clock = {
  name: "post-mortem",
  measure: (incident, policy) => postMortemSpan(incident, policy),
  occasions(span, incident, policy) {
    const { due } = span;
    if (!due || span.done) return [];
    const severity = owingSeverity(incident, policy);
    const owner = ownerOf(incident, policy, severity);
    return policy.reminders.postMortem.flatMap(repeated).flatMap((offset): Occasion[] => {
      const at = momentOf(span, offset);
      // What would have been said before the debt began has no meaning.
      if (!at || at <= span.start) return [];
      const isDue = +at === +due;
      const people = peopleAt(owner, policy, at);
      const to = people.length > 0 ? people : responsibleFor(incident, policy, at);
      const called = isDue ? [...to, ...nextCalls(incident, policy, at).flatMap((call) => call.to)] : to;
      const isPull = latest(incident.timeline, "report")?.in === "pull_request";
      const data = { due, isOverdue: at >= due, report: reportNumber(incident), isPull };
      const key = `post-mortem:${Math.floor(due.toSeconds())}:${Math.floor((+at - +due) / 60_000)}`;
      const breach = { key, at, kind: isDue ? "breach" : "nudge", to: [...new Set(called)] } as const;
      return [{ ...breach, message: { template: "post-mortem", data } }];
    });
  },
};

/** A reminder after the deadline comes again and again, at the same distance. */
function repeated(offset: Offset): Offset[] {
  if (!("by" in offset) || offset.by.toMillis() <= 0) return [offset];
  const turns = Math.max(1, Math.floor((DAYS * 86_400_000) / offset.by.toMillis()));
  return Array.from({ length: turns }, (_, turn) => ({ by: offset.by.mapUnits((unit) => unit * (turn + 1)) }));
}
