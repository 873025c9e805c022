// How users hear by mail that an incident lasts, as the configuration file writes it.
import { z } from "zod";
import { mailAddress } from "./mail-address.ts";

/** Each gets a mail of its own; for more people than that there are lists. */
const MOST_ADDRESSES = 10;
export const MAIL_FLAG = "--mail";

/**
 * The addresses stand in the repository because its maintainers decide who their users are; whom a mail comes from, and
 * the domains that may be written to at all, are the operator's (MAIL_FROM, MAIL_DOMAINS).
 */
export const userNoticeSchema = z.strictObject({
  mail: z.array(mailAddress).max(MOST_ADDRESSES).describe("Whom the mail goes to: mailing lists of users."),
  send: z
    .enum(["ask", "automatic"])
    .optional()
    .describe("ask: whoever communicates is asked, with a draft; automatic: it is sent when the time is up."),
  flag: z
    .string()
    .regex(/^--[a-z][a-z-]{0,19}$/, "not-a-flag")
    .optional()
    .describe("What sends an update by mail as well when it stands in /status."),
});

export interface UserNotice {
  readonly mail: readonly string[];
  readonly send: "ask" | "automatic";
  readonly flag: string;
}

/** Undefined when nobody is to be written to. */
export function userNoticeOf(file: z.infer<typeof userNoticeSchema> | undefined): UserNotice | undefined {
  if (!file || file.mail.length === 0) return undefined;
  return { mail: [...new Set(file.mail)], send: file.send ?? "ask", flag: file.flag ?? MAIL_FLAG };
}
