// User notice: users are told when it takes long (the plan: by mail after 1 h). Starts with the declaration, stops with
// the end, asks who communicates, once.
import type { Clock } from "../domain/clock.ts";
import { responsibleFor } from "../domain/escalation.ts";
import { spanPromised } from "../domain/promise.ts";

export const userNotice: Clock = {
  name: "user-notice",
  measure(incident, policy) {
    if (!incident.severity || incident.ended) return undefined;
    const start = incident.declaredAt;
    return spanPromised(incident, policy, { start, length: ({ informUsersAfter }) => informUsersAfter });
  },
  occasions(span, incident, policy) {
    if (!span.due) return [];
    const to = incident.roles.comms ? [`@${incident.roles.comms}`] : responsibleFor(incident, policy, span.due);
    const message = { template: "user-notice", data: { due: span.due, after: span.target } };
    return [{ key: "user-notice", at: span.due, kind: "nudge", to, message }];
  },
};
