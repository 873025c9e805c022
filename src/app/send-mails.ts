// Sends the mails that wait in a lane, each at most once, and tells the incident what became of them.
//
// SMTP cannot take anything back, and says nothing after a lost connection. So a mail's intent is written down after
// the server has asked for its text and before the first byte leaves. An attempt that fails before that is repeated;
// one that was lost after it, or cut off by a crash, is not: it may have arrived, and the timeline says that nobody
// knows. Twice would be worse: a ladder has GitHub's mention beside the mail and its next step behind it, and users are
// many. The Message-ID is the same for every attempt.
import { type MailServer, NotTaken } from "../adapters/mail/port.ts";
import type { Claim, Intent } from "../adapters/store/port.ts";
import { domainOf, isMailAddress } from "../domain/mail-address.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import type { MailOutcome } from "../domain/timeline.ts";
import type { Gate } from "./gate.ts";
import { isLate, outcomeDelivery, readMail, type Waiting } from "./mail-lane.ts";
import { Hold, needLease, type Tools } from "./post.ts";

export interface MailTools extends Pick<Tools, "store" | "clock" | "log"> {
  readonly mail?: MailServer | undefined;
  /** Of all hands, only some may wait for a mail server. */
  readonly mailGate: Gate;
}

/** The longest time one mail may take, with some to spare; what does not fit the lease waits for the next one. */
const ROOM = { seconds: 18 };

/** Throws NotTaken when some could not be handed over: the lane is then tried again, later and later. */
export async function sendMails(claim: Claim, tools: MailTools): Promise<void> {
  const { store, clock, log } = tools;
  const failures: unknown[] = [];
  for (const { body } of claim.inbox) {
    if (+clock.now().plus(ROOM) > claim.leaseUntil) throw new Hold(clock.now());
    const mail = readMail(body);
    try {
      const outcome = await send(mail, claim, tools);
      if (outcome !== "sent") log.warn({ lane: claim.lane, mail: mail.key, outcome }, "a mail was not sent");
      const at = clock.now();
      await store.accept([outcomeDelivery(claim, mail, { outcome, at })], +at);
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  // Nothing is remembered: a lane with a memory is an incident.
  await store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT }, +clock.now());
}

/** What the intent's row says of an attempt that came to an end. */
const RESULTS = ["sent", "refused", "unsure"] as const;

/** An earlier attempt has begun to hand this mail over. */
class Begun extends Error {
  override readonly name = "Begun";
  readonly outcome: MailOutcome;
  constructor({ result }: Intent) {
    super("an earlier attempt has begun already");
    // One that never came back was cut off: nobody knows.
    this.outcome = (result !== undefined && RESULTS[result]) || "unsure";
  }
}

async function send(waiting: Waiting, claim: Claim, { store, clock, mail }: MailTools): Promise<MailOutcome> {
  const { messageId, thread, to, subject, text, html } = waiting;
  const now = clock.now();
  if (!mail) return "unable";
  if (!isMailAddress(to)) return "refused";
  if (!mail.writesTo(domainOf(to))) return "forbidden";
  if (isLate(waiting, now)) return "late";
  let isBegun = false;
  const begin = async () => {
    needLease(claim, clock);
    const intent = await store.intend(claim, messageId, +clock.now());
    if (intent.state !== "new") throw new Begun(intent);
    isBegun = true;
  };
  try {
    const outcome = await mail.handOver({ messageId, thread, to, subject, text, html, date: now }, begin);
    if (isBegun) await store.confirm(claim, messageId, RESULTS.indexOf(outcome));
    return outcome;
  } catch (error) {
    if (error instanceof Begun) return error.outcome;
    if (error instanceof NotTaken && isBegun) await store.withdraw(claim, messageId);
    throw error;
  }
}
