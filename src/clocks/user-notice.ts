// User notice: users are told when it takes long (the plan: by mail after 1 h). Starts with the declaration, stops with
// the end, asks who communicates, once.
import { type Clock, spanOf } from "../domain/clock.ts";
import { clockStops, responsibleFor } from "../domain/escalation.ts";
import { promisesOf } from "../domain/policy.ts";

export const userNotice: Clock = {
  name: "user-notice",
  measure(incident, policy) {
    const after = incident.severity && promisesOf(policy, incident.severity).informUsersAfter;
    if (!after || incident.ended) return undefined;
    return spanOf(incident.declaredAt, after, clockStops(incident, policy));
  },
  occasions(span, incident, policy) {
    if (!span.due) return [];
    const to = incident.roles.comms ? [`@${incident.roles.comms}`] : responsibleFor(incident, policy);
    const message = { template: "user-notice", data: { due: span.due, after: span.target } };
    return [{ key: "user-notice", at: span.due, kind: "nudge", to, message }];
  },
};
