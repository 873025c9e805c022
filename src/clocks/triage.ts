// Triage: somebody says how bad it is. Starts with the declaration, stops with the first severity, due after what the
// policy says (15 min, phase 2 of the response plan), reminds whoever is responsible.
import { type Clock, spanOf } from "../domain/clock.ts";
import { clockStops, responsibleFor } from "../domain/escalation.ts";
import { entriesOf } from "../domain/timeline.ts";

export const triage: Clock = {
  name: "triage",
  measure(incident, policy) {
    const first = entriesOf(incident.timeline, "severity")[0];
    if (first && first.via !== "command" && first.via !== "label") return undefined;
    if (first && first.at <= incident.declaredAt) return undefined;
    const span = spanOf(incident.declaredAt, policy.triage, clockStops(incident, policy));
    return { ...span, done: first?.at };
  },
  occasions(span, incident, policy) {
    if (span.done || !span.due || incident.ended) return [];
    const severities = policy.severities.map(({ name, like, meaning = "" }) => ({ name, like, meaning }));
    const message = { template: "triage", data: { due: span.due, severities } };
    return [{ key: "triage", at: span.due, kind: "nudge", to: responsibleFor(incident, policy), message }];
  },
};
