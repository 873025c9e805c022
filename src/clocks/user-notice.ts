// User notice: users are told when it takes long (the plan: by mail after 1 h). Starts with the declaration, stops with
// the end or with an update that is mailed, asks who communicates, once.
import type { Clock } from "../domain/clock.ts";
import { responsibleFor } from "../domain/escalation.ts";
import { spanPromised } from "../domain/promise.ts";
import { entriesOf } from "../domain/timeline.ts";
import { mailedUpdates, userMailData } from "../domain/user-mail.ts";

export const userNotice: Clock = {
  name: "user-notice",
  measure(incident, policy) {
    if (!incident.severity || incident.ended) return undefined;
    const [start, done] = [incident.declaredAt, mailedUpdates(incident)[0]?.at];
    return spanPromised(incident, policy, { start, done, length: ({ informUsersAfter }) => informUsersAfter });
  },
  occasions(span, incident, policy) {
    const { due, done, target } = span;
    // Too late is still asked for: what was mailed after the deadline was asked for at it.
    if (!due || (done && done <= due)) return [];
    const to = incident.roles.comms ? [`@${incident.roles.comms}`] : responsibleFor(incident, policy, due);
    // In an exercise nobody is written to.
    const { mail = [], send = "ask", flag = "" } = (!incident.isDrill && policy.userNotice) || {};
    const update = entriesOf(incident.timeline, "update").findLast(({ at }) => at <= due);
    const draft = userMailData(incident, update);
    const data = { due, after: target, mail, flag, isAutomatic: send === "automatic", draft };
    return [{ key: "user-notice", at: due, kind: "nudge", to, message: { template: "user-notice", data } }];
  },
};
