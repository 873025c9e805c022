// Which mails are still to be sent for an incident: what its timeline asks for and does not know to be sent. Pure.
import type { DateTime } from "luxon";
import type { EffectOf } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { addressesIn } from "../domain/mail-address.ts";
import { type EntryOf, entriesOf } from "../domain/timeline.ts";
import { mailedUpdates, type UserMail, userMail } from "../domain/user-mail.ts";

/** What is older is not news any more: nobody is called, and no user told, a day later. */
const NEWS = { hours: 24 };

type Moment = Pick<Facts, "policy" | "now">;
type Mail = EffectOf<"mail">;

/** In an exercise nobody outside hears anything. */
export function mails(incident: Incident, facts: Moment): Mail[] {
  if (incident.isDrill || incident.isSilent) return [];
  const done = new Set(entriesOf(incident.timeline, "mailed").flatMap(({ key, to }) => to.map((one) => key + one)));
  return [...ladderMails(incident, facts), ...userMails(incident, facts)].filter(({ key, to }) => !done.has(key + to));
}

function ladderMails(incident: Incident, { now }: Moment): Mail[] {
  if (incident.ended) return [];
  return entriesOf(incident.timeline, "escalated").flatMap((call): Mail[] => {
    const until = call.at.plus(NEWS);
    const key = `ladder:${call.severity}:${call.step}`;
    const data = callData(call, incident);
    const subject = { template: "mail-call-subject", data };
    const text = { template: "mail-call", data };
    const link = incident.issue.url;
    return until <= now
      ? []
      : addressesIn(call.called).map((to) => ({ do: "mail", key, to, subject, text, link, until }));
  });
}

function callData(
  { step, reason = "" }: EntryOf<"escalated">,
  { issue, severity = "", declaredAt, acknowledged }: Incident,
) {
  const { repository, number, title, url } = issue;
  const where = { reference: `${repository.owner}/${repository.name}#${number}`, title, url };
  return { ...where, step: step + 1, reason, severity, since: declaredAt, by: acknowledged?.by ?? "" };
}

/** Every update that was to be mailed; by itself the app writes once, unless somebody has written before. */
function userMails(incident: Incident, { policy, now }: Moment): Mail[] {
  const { userNotice } = policy;
  if (!userNotice) return [];
  const toAll = (key: string, at: DateTime, mail: UserMail): Mail[] => {
    const until = at.plus(NEWS);
    return until <= now ? [] : userNotice.mail.map((to) => ({ do: "mail", key, to, ...mail, until }));
  };
  const updates = mailedUpdates(incident);
  const asked = updates.flatMap((update) =>
    toAll(`users:${update.ref ?? +update.at}`, update.at, userMail(incident, update)),
  );
  const due = userNotice.send === "automatic" ? saidAt(incident) : undefined;
  const isTold = updates.some(({ at }) => due && at <= due);
  return due && !isTold ? [...asked, ...toAll("users", due, userMail(incident, lastBefore(incident, due)))] : asked;
}

function saidAt({ timeline }: Incident): DateTime | undefined {
  return entriesOf(timeline, "said").find(({ keys }) => keys.includes("user-notice"))?.at;
}

/** What was said later is not what users are told by this mail, however late it is put in the queue. */
function lastBefore({ timeline }: Incident, due: DateTime): EntryOf<"update"> | undefined {
  return entriesOf(timeline, "update").findLast(({ at }) => at <= due);
}
