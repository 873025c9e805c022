// The lane that an incident's mails wait in: beside its own, so that a slow mail server never keeps the incident waiting.
import { DateTime } from "luxon";
import type { Delivery } from "../adapters/store/port.ts";
import type { MailOutcome } from "../domain/timeline.ts";
import { printNotice } from "./notice.ts";
import { beside, homeOf, type LaneName, namesOf } from "./side-lane.ts";

/** One mail as it waits. */
export interface Waiting {
  readonly messageId: string;
  readonly thread: string;
  /** What it says: `ladder:P0:1`, `users:c123`. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Worth nothing any more after this moment; ms since the epoch. */
  readonly until: number;
}

/** Queues a mail. The inbox takes it once, however often it is decided. */
export function mailDelivery(name: LaneName, mail: Waiting): Delivery {
  const id = `mail:${mail.messageId}`;
  return { ...namesOf(name), lane: beside(name.lane, "mail"), id, contentKey: id, body: JSON.stringify(mail) };
}

/** Throws on what `mailDelivery` did not write. */
export function readMail(body: string): Waiting {
  return JSON.parse(body) as Waiting;
}

/** Tells the incident, once, what became of a mail. */
export function outcomeDelivery(
  name: LaneName,
  mail: Waiting,
  { outcome, at }: { outcome: MailOutcome; at: DateTime },
): Delivery {
  const id = `mailed:${mail.messageId}`;
  const mailed = { kind: "mailed" as const, key: mail.key, to: [mail.to], outcome, at: at.toUTC().toISO() ?? "" };
  return { ...namesOf(name), lane: homeOf(name), id, contentKey: id, body: printNotice({ mailed }) };
}

export function isLate({ until }: Waiting, now: DateTime): boolean {
  return DateTime.fromMillis(until) <= now;
}
