// Slack as the configuration file writes it: the channel of incidents, and who is who.
import { z } from "zod";

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/;

export const slackSchema = z.strictObject({
  channel: z
    .string("not-a-slack-channel")
    .regex(/^(?:#[\p{Ll}\p{N}_-]{1,80}|[CG][A-Z0-9]{2,20})$/u, "not-a-slack-channel")
    .describe("Where each incident has its message: #name, or the channel's id."),
  users: z
    .record(
      z.string().regex(/^[UW][A-Z0-9]{2,20}$/, "not-a-slack-user"),
      z.string("not-a-person").regex(LOGIN, "not-a-person"),
    )
    .optional()
    .describe("The GitHub logins of Slack users, by their member ids: whose buttons count, and who is mentioned."),
});

export interface SlackPolicy {
  readonly channel: string;
  /** GitHub logins by Slack's member ids. */
  readonly users: Readonly<Record<string, string>>;
}

export function slackOf(file: z.infer<typeof slackSchema> | undefined): SlackPolicy | undefined {
  return file && { channel: file.channel, users: file.users ?? {} };
}
