// The configuration file `.github/tocsin.yml` as one described schema: every key optional, unknown keys are errors.
// A complaint's words are the name of the template that says it, `policy-findings/<name>`.
import { z } from "zod";
import { alertsSchema } from "./alert-schema.ts";
import { calendarsSchema, timezone } from "./calendar-schema.ts";
import { evidenceSchemaOf } from "./evidence-schema.ts";
import { freezeSchemaOf } from "./freeze-schema.ts";
import { LABEL_NAMES } from "./labels.ts";
import { MAIL_ADDRESS } from "./mail-address.ts";
import { ROLES } from "./role.ts";
import { securitySchemaOf } from "./security-schema.ts";
import { slackSchema } from "./slack-schema.ts";
import { statusPageSchema } from "./status-page-schema.ts";
import { userNoticeSchema } from "./user-notice-schema.ts";

/** At least one part, from days down to seconds. */
const LENGTH = "(?=\\d)(?:\\d{1,5}d)?(?:\\d{1,6}h)?(?:\\d{1,7}m)?(?:\\d{1,8}s)?";

const duration = z.string("not-a-length").regex(new RegExp(`^${LENGTH}$`), "not-a-length");
const orNever = z.union([duration, z.literal(false)]);

/** A person or channel of the ladder. */
const target = z
  .string("not-a-target")
  .regex(
    new RegExp(
      `^(?:@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:/[A-Za-z0-9._-]{1,100})?|on-call(?::[A-Za-z][A-Za-z0-9_-]{0,38})?|mail:${MAIL_ADDRESS}|slack:[#@]?[\\w.-]+)$`,
    ),
    "not-a-target",
  );

/** A moment relative to a deadline: `50%` of the time used, `-24h` before it, `0h` at it, `+24h` after it. */
const offset = z.string("not-a-moment").regex(new RegExp(`^(?:\\d{1,3}%|[+-]?${LENGTH})$`), "not-a-moment");

const step = z.strictObject({
  after: duration.describe("Counted from the declaration, or from the change that made the severity what it is."),
  notify: z.array(target).describe("Who is called by this step: @login, @org/team, on-call, mail:… or slack:…."),
});

const links = z.record(z.string(), z.url({ protocol: /^https?$/, error: "not-an-address" }));

const severity = z.strictObject({
  meaning: z.string().min(1).max(80).optional().describe("What it means, in a few words; shown as the card's title."),
  response: duration.optional().describe("Promised time from the declaration to the acknowledgement."),
  update_every: orNever.optional().describe("Promised time between two status updates; false: none is promised."),
  inform_users_after: orNever.optional().describe("When users are to be informed by mail; false: they are not."),
  post_mortem: orNever
    .optional()
    .describe("Promised time from the resolution to the post-mortem; false: none is owed."),
  pausable: z.boolean().optional().describe("Whether /pause stops the response clock."),
  escalate: z.array(step).optional().describe("The escalation ladder, first step first."),
  links: links
    .optional()
    .describe("Quick links at this severity, besides those of links and instead of the same names."),
  hours: z
    .string()
    .optional()
    .describe("The calendar in whose hours response, updates and ladder are counted, or 24x7."),
});

export const REPORT_LABEL = "incident-report";

const labelName = z.string().min(1).max(50);

const monthlyReport = z.union([
  z.strictObject({
    label: labelName.optional().describe("The report's label.").meta({ default: REPORT_LABEL }),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "not-a-repository")
      .optional()
      .describe("Where the report is opened, if not here."),
  }),
  z.literal(false),
]);

const severityName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,19}$/, "not-a-severity");

const component = z.strictObject({
  description: z.string().max(200).optional().describe("What it is, in a few words."),
  owners: z.array(target).optional().describe("Who looks after it."),
  links: links.optional().describe("Quick links while it is affected, as in links."),
});

const renamed = z
  .string()
  .refine((name) => LABEL_NAMES.includes(name) || /^severity: [A-Za-z][A-Za-z0-9_-]{0,19}$/.test(name), "not-a-label")
  .meta({ anyOf: [{ enum: LABEL_NAMES }, { pattern: "^severity: [A-Za-z][A-Za-z0-9_-]{0,19}$" }] });

export const policySchema = z
  .strictObject({
    locale: z.enum(["en", "fr"]).optional().describe("Language of everything the app says.").meta({ default: "en" }),
    timezone: timezone.optional().describe("Time zone of the times the app writes.").meta({ default: "UTC" }),
    trigger: labelName.optional().describe("The label that makes an issue an incident.").meta({ default: "incident" }),
    default_severity: severityName.optional().describe("The severity of an incident that names none."),
    triage: duration.optional().describe("Time within which somebody names the severity.").meta({ default: "15m" }),
    severities: z
      .record(severityName, z.union([severity, z.literal(false)]))
      .optional()
      .describe(
        "The promises of each severity. P0, P1 … adjust the plan's; other names are a list of your own, most severe first, each with the plan's promises of its rank; false: it is not used.",
      ),
    calendars: calendarsSchema
      .optional()
      .describe("Working hours by name; P2 and P3 keep to the one named default, if there is one."),
    reminders: z
      .strictObject({
        response: z
          .array(offset)
          .optional()
          .describe("Nudges of the response clock, besides the breach.")
          .meta({ default: [] }),
        post_mortem: z
          .array(offset)
          .optional()
          .describe("Reminders of the post-mortem's deadline.")
          .meta({ default: ["-24h", "-4h", "0h", "+24h"] }),
        action_item: z
          .array(offset)
          .optional()
          .describe("Reminders of an action item's date.")
          .meta({ default: ["-24h", "0h", "+24h"] }),
      })
      .optional()
      .describe("When people are reminded, relative to each deadline."),
    post_mortem: z
      .strictObject({
        in: z
          .enum(["issue", "pull_request"])
          .optional()
          .describe("Where the post-mortem is written.")
          .meta({ default: "issue" }),
        path: z
          .string()
          .optional()
          .describe("Folder of post-mortems in the repository.")
          .meta({ default: "docs/post-mortems" }),
      })
      .optional()
      .describe("How post-mortems are kept."),
    monthly_report: monthlyReport
      .optional()
      .describe(
        "The issue that sums a month up, on the next one's first working day: its label, and its repository if another; false: none.",
      ),
    user_notice: userNoticeSchema.optional().describe("How users hear by mail that an incident lasts."),
    slack: slackSchema.optional().describe("Where incidents are shown in Slack, and who is who there."),
    status_page: statusPageSchema.optional().describe("What the public may read of incidents, and where."),
    components: z
      .record(z.string().regex(/^[^\s,]{1,50}$/, "not-a-component"), component)
      .optional()
      .describe("What may be affected; where they are named, /affects takes no others."),
    alerts: alertsSchema.optional().describe("What becomes of alerts that are sent to the app."),
    labels: z
      .record(renamed, labelName)
      .optional()
      .describe('The app\'s labels under other names, as in "sla: breached": "délai : dépassé".'),
    commands: z.record(z.string(), z.enum(ROLES)).optional().describe("The least role that may use a command."),
    links: links
      .optional()
      .describe(
        "Quick links; {{start}} and {{end}} are the incident's window in milliseconds, {{severity}} and {{component}} what it is and what it affects.",
      ),
    evidence: evidenceSchemaOf(duration)
      .optional()
      .describe("What the card shows of what changed shortly before the start; false: nothing."),
    freeze: freezeSchemaOf(severityName)
      .optional()
      .describe("While such an incident is open, a check fails on pull requests that do not name it. Default: false.")
      .meta({ default: false }),
    security: securitySchemaOf(duration, target).optional().describe("How incidents of security are handled."),
    lock: z
      .array(z.string())
      .optional()
      .describe("In the organisation's file: keys that repositories may not change, as in severities.P0."),
  })
  .describe("How Tocsin looks after this repository's incidents.");

export type PolicyFile = z.infer<typeof policySchema>;
export type SeverityFile = z.infer<typeof severity>;
