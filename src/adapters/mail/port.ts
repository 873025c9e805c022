// What the app asks of a mail server: to take one mail, and to tell what became of it.
import type { DateTime } from "luxon";

/** One mail to one address, as it is to be read. */
export interface Letter {
  /** The same for every attempt, without brackets: receivers may know a second copy by it. */
  readonly messageId: string;
  /** What all mails of an incident have in common, so that mail programs show them together. */
  readonly thread: string;
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: DateTime;
}

/** Taken; refused for good; or nobody knows, because the connection was lost between the mail and the answer to it. */
export type Handover = "sent" | "refused" | "unsure";

export interface MailServer {
  /** Whether the operator writes to that domain at all. */
  writesTo(domain: string): boolean;
  /**
   * Hands a mail over. `begin` is called, and waited for, when the server is ready for the text and before the first
   * byte of it leaves; what it throws ends the attempt. Throws NotTaken while nothing was handed over.
   */
  handOver(letter: Letter, begin: () => Promise<void>): Promise<Handover>;
}

/** Nothing was handed over: the server was out of reach, or asked to come again later. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
}
