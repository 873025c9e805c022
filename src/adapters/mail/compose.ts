// A mail as it goes over the wire: plain text and HTML, headers encoded, nothing fetched from anywhere.
import MailComposer from "nodemailer/lib/mail-composer";
import type { Letter } from "./port.ts";

/** `from` with its name if it has one; `domain` completes the message ids. */
export function compose(letter: Letter, { from, domain }: { from: string; domain: string }): Promise<Buffer> {
  const { messageId, thread, to, subject, text, html, date } = letter;
  // Nobody's absence note is wanted (RFC 3834).
  const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
  const above = `<${thread}@${domain}>`;
  const ids = { messageId: `<${messageId}@${domain}>`, references: above, inReplyTo: above };
  const fields = { from, to: { name: "", address: to }, subject, text, html, date: date.toJSDate(), headers, ...ids };
  const mail = new MailComposer({ ...fields, disableFileAccess: true, disableUrlAccess: true }).compile();
  return new Promise((resolve, reject) => mail.build((error, message) => (error ? reject(error) : resolve(message))));
}
