// Alerts as the configuration file writes them: how labels become severity and components, and when incidents end and begin.
import { z } from "zod";

const LENGTH = /^(?=\d)(?:\d{1,5}d)?(?:\d{1,6}h)?(?:\d{1,7}m)?(?:\d{1,8}s)?$/;
const duration = z.string("not-a-length").regex(LENGTH, "not-a-length");
const name = z.string().min(1).max(100);
const path = z.string().min(1).max(200);

const severity = z.strictObject({
  label: name.optional().describe("The label that says how severe an alert is."),
  map: z
    .record(name, z.string())
    .optional()
    .describe("The severity of each value of that label; a severity's own name means itself."),
});

const generic = z.strictObject({
  key: path.optional().describe("Where the alert's identity is; one open incident exists for each."),
  status: path.optional().describe("Where its state is."),
  resolved: z.array(z.string()).optional().describe("The states that mean it has recovered; any other fires."),
  title: path.optional().describe("Where its title is."),
  severity: path.optional().describe("Where its severity is, read as the label's values are."),
  component: path.optional().describe("Where the component is named."),
  text: path.optional().describe("Where a few words about it are."),
  link: path.optional().describe("Where an address of the web is that shows it."),
  since: path.optional().describe("Where the time is since when it fires."),
});

export const alertsSchema = z.strictObject({
  severity: severity.optional().describe("How severe an incident is that an alert opens."),
  components: z
    .strictObject({ label: name.optional().describe("The label that names it.") })
    .optional()
    .describe("What an alert says is affected."),
  links: z
    .record(name, name)
    .optional()
    .describe("Links shown beside each alert: a name, and the annotation that holds the address."),
  close_on_recovery: z.boolean().optional().describe("Whether recovery resolves the incident; else it is only noted."),
  settle: duration.optional().describe("How long a recovery must last before anything follows from it."),
  reopen_within: duration
    .optional()
    .describe("Firing again within this time of its end reopens the same incident; later opens another."),
  generic: generic
    .optional()
    .describe("Where senders other than Alertmanager put things: keys from the top, with dots."),
});

export type AlertsFile = z.infer<typeof alertsSchema>;
