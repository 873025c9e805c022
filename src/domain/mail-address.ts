// Mail addresses: only the plain kind, which no header, envelope or page can read as anything else.
import { z } from "zod";

/** A local part of plain characters and a domain of labels. */
export const MAIL_ADDRESS =
  "[A-Za-z0-9_](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

const WHOLE = new RegExp(`^${MAIL_ADDRESS}$`);
/** Characters, by RFC 5321. */
const LONGEST = 254;

export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && WHOLE.test(text);
}

export const mailAddress = z.string("not-a-mail-address").regex(WHOLE, "not-a-mail-address").max(LONGEST);

/** The addresses among the targets of a ladder. */
export function addressesIn(targets: readonly string[]): string[] {
  return targets.flatMap((target) => (target.startsWith("mail:") ? [target.slice("mail:".length)] : []));
}

/** In small letters, what stands behind the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
