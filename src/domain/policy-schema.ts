// The configuration file `.github/tocsin.yml` as one described schema: every key optional, unknown keys are errors.
import { IANAZone } from "luxon";
import { z } from "zod";
import { parseDuration } from "./duration.ts";
import { ROLES } from "./role.ts";

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, "is not a length of time; write 15m, 1h30m, 48h or 2d");
const orNever = z.union([duration, z.literal(false)]);

/** A person or channel of the ladder: `@login`, `@org/team`, `on-call`, `mail:…`, `slack:…`. */
const target = z
  .string()
  .regex(
    /^(?:@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9._-]{1,100})?|on-call(?::[A-Za-z][A-Za-z0-9_-]{0,38})?|mail:[^\s@]+@[^\s@]+|slack:[#@]?[\w.-]+)$/,
    "is nobody we can call; write @login, @org/team, on-call, mail:… or slack:…",
  );

/** A moment relative to a deadline: `50%` of the time used, `-24h` before it, `0h` at it, `+24h` after it. */
const offset = z
  .string()
  .refine(
    (text) => /^\d{1,3}%$/.test(text) || parseDuration(text.replace(/^[+-]/, "")) !== undefined,
    "is not a moment; write 50%, -24h, 0h or +24h",
  );

const step = z.strictObject({
  after: duration.describe("Counted from the declaration, or from the change that made the severity what it is."),
  notify: z.array(target).describe("Who is called by this step."),
});

const severity = z.strictObject({
  response: duration.optional().describe("Promised time from the declaration to the acknowledgement."),
  update_every: orNever.optional().describe("Promised time between two status updates; false: none is promised."),
  inform_users_after: orNever.optional().describe("When users are to be informed by mail; false: they are not."),
  post_mortem: orNever
    .optional()
    .describe("Promised time from the resolution to the post-mortem; false: none is owed."),
  pausable: z.boolean().optional().describe("Whether /pause stops the response clock."),
  escalate: z.array(step).optional().describe("The escalation ladder, first step first."),
});

export const REPORT_LABEL = "incident-report";

const monthlyReport = z.union([
  z.strictObject({
    label: z.string().min(1).max(50).optional().describe("The report's label."),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "is not a repository; write owner/name")
      .optional()
      .describe("Where the report is opened, if not here."),
  }),
  z.literal(false),
]);

const severityName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,19}$/, "is not a severity; write P0, P1, P2 or P3");

export const policySchema = z
  .strictObject({
    locale: z.enum(["en", "fr"]).optional().describe("Language of everything the app says."),
    timezone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), "is not a time zone; write Europe/Paris or UTC")
      .optional()
      .describe("Time zone of the times the app writes."),
    trigger: z.string().min(1).max(50).optional().describe("The label that makes an issue an incident."),
    default_severity: severityName.optional().describe("The severity of an incident that names none."),
    severities: z.record(severityName, severity).optional().describe("The promises of each severity."),
    reminders: z
      .strictObject({
        response: z.array(offset).optional().describe("Nudges of the response clock, besides the breach."),
        post_mortem: z.array(offset).optional().describe("Reminders of the post-mortem's deadline."),
        action_item: z.array(offset).optional().describe("Reminders of an action item's date."),
      })
      .optional()
      .describe("When people are reminded, relative to each deadline."),
    post_mortem: z
      .strictObject({
        in: z.enum(["issue", "pull_request"]).optional().describe("Where the post-mortem is written."),
        path: z.string().optional().describe("Folder of post-mortems in the repository."),
      })
      .optional()
      .describe("How post-mortems are kept."),
    monthly_report: monthlyReport
      .optional()
      .describe(
        "The issue that sums a month up, on the next one's first working day: its label, and its repository if another; false: none.",
      ),
    commands: z.record(z.string(), z.enum(ROLES)).optional().describe("The least role that may use a command."),
    links: z
      .record(z.string(), z.url())
      .optional()
      .describe("Quick links; {{start}} and {{end}} are the incident's window."),
  })
  .refine(
    ({ default_severity: named = "P0", severities = {} }) => /^P[0-3]$/.test(named) || Object.hasOwn(severities, named),
    {
      path: ["default_severity"],
      error: "is none of the severities; write P0, P1, P2 or P3",
    },
  )
  .refine(
    ({ trigger = "incident", monthly_report: report }) =>
      report === false || (report?.label ?? REPORT_LABEL).toLowerCase() !== trigger.toLowerCase(),
    { path: ["monthly_report", "label"], error: "is the label of incidents; the report needs another one" },
  )
  .describe("How Tocsin looks after this repository's incidents.");

export type PolicyFile = z.infer<typeof policySchema>;
export type SeverityFile = z.infer<typeof severity>;
