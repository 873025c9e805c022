// The mail to users: the last update that was published, or a few neutral words; nothing else of the incident is in it.
import type { Message } from "./effects.ts";
import type { Incident } from "./incident.ts";
import { publicText } from "./public-text.ts";
import { type EntryOf, entriesOf } from "./timeline.ts";

export interface UserMail {
  readonly subject: Message;
  readonly text: Message;
}

/** What users are told: by an update, by the last one, or without any by neutral words. */
export function userMail(incident: Incident, update = entriesOf(incident.timeline, "update").at(-1)): UserMail {
  const data = userMailData(incident, update);
  return { subject: { template: "mail-users-subject", data }, text: { template: "mail-users", data } };
}

export function userMailData({ declaredAt, issue }: Incident, update: EntryOf<"update"> | undefined) {
  const host = URL.parse(issue.url)?.hostname ?? "";
  const text = publicText(update?.text ?? "", { host, owner: issue.repository.owner });
  const status = update?.status ?? "";
  return {
    update: { status },
    text,
    at: update?.at ?? declaredAt,
    since: declaredAt,
    isResolved: status === "resolved",
  };
}

/** The updates that were sent by mail as well. */
export function mailedUpdates({ timeline }: Incident): EntryOf<"update">[] {
  return entriesOf(timeline, "update").filter(({ mail }) => mail);
}
