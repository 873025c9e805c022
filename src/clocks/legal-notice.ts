// Legal notice: whoever the law names hears of a breach of personal data. Starts with the awareness of it, stops with
// the notice, due as the law says; reminds 48, 24 and 4 hours before, at the deadline, and daily after.
import type { Notice } from "../domain/breach.ts";
import { noticesOf } from "../domain/breach.ts";
import { peopleAt } from "../domain/called.ts";
import type { Clock, Occasion } from "../domain/clock.ts";
import { responsibleFor } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { latest } from "../domain/timeline.ts";

/** Days after the deadline; then the card alone goes on saying it. */
const DAYS = 30;
/** Hours from the deadline. */
const MOMENTS = [-48, -24, -4, 0, ...Array.from({ length: DAYS }, (_, day) => 24 * (day + 1))];

export const legalNotice: Clock = {
  name: "legal-notice",
  /** The one that is due first of those not given, else the one given last. */
  measure(incident) {
    const notices = noticesOf(incident).toSorted((a, b) => +a.due - +b.due);
    const given = notices.toSorted((a, b) => +(a.done ?? 0) - +(b.done ?? 0));
    const notice = notices.find(({ done }) => !done) ?? given.at(-1);
    return notice && { start: notice.since, target: notice.within, due: notice.due, done: notice.done, stops: [] };
  },
  occasions(_span, incident, policy) {
    return noticesOf(incident)
      .filter(({ done }) => !done)
      .flatMap((notice) => reminders(notice, incident, policy));
  },
};

/** None that would have come before anybody typed that there is a breach, but for the deadline itself. */
function reminders({ name, due }: Notice, incident: Incident, policy: Policy): Occasion[] {
  const toldAt = latest(incident.timeline, "aware")?.at ?? incident.declaredAt;
  const { comms, lead } = incident.roles;
  const roles = [comms, lead].flatMap((login) => (login ? `@${login}` : []));
  return MOMENTS.flatMap((hours): Occasion[] => {
    const at = due.plus({ hours });
    if (at <= toldAt && hours !== 0) return [];
    const people = [...new Set([...roles, ...peopleAt(policy.security.escalate, policy, at)])];
    const to = people.length > 0 ? people : responsibleFor(incident, policy, at);
    const data = { name, due, isOverdue: hours >= 0 };
    const key = `legal-notice:${name}:${Math.floor(due.toSeconds())}:${hours}`;
    // Never a mere nudge: no snooze moves what the law asks.
    return [{ key, at, kind: "breach", about: name, to, message: { template: "legal-notice", data } }];
  });
}
