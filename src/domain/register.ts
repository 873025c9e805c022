// The register of breaches of personal data (GDPR art. 33(5)): facts, effects and remedial action, one part per incident.
import { noticesOf } from "./breach.ts";
import type { Message } from "./effects.ts";
import type { Incident } from "./incident.ts";
import { NOTICE_FIELDS, readNotification } from "./notification.ts";
import { entriesOf, latest } from "./timeline.ts";

const FIRST = (incident: number): string => `<!-- tocsin:breach ${incident} -->`;
const LAST = (incident: number): string => `<!-- tocsin:breach-end ${incident} -->`;

/** What the register says of an incident; undefined while no breach is known, and of an exercise. */
export function registered(incident: Incident, draft: string | undefined): Message | undefined {
  const aware = latest(incident.timeline, "aware");
  if (!aware || incident.isDrill) return undefined;
  const given = readNotification(draft ?? "");
  const { issue, ended } = incident;
  const data = {
    number: issue.number,
    title: issue.title,
    since: aware.since,
    declaredAt: incident.declaredAt,
    impact: incident.impact ?? "",
    components: incident.components,
    resolution: (ended?.kind === "resolved" && ended.text) || "",
    cancelled: ended?.kind === "cancelled" ? (ended.reason ?? "") : "",
    isCancelled: ended?.kind === "cancelled",
    ...Object.fromEntries(NOTICE_FIELDS.map((field) => [field, given[field] ?? ""])),
    owed: noticesOf(incident).filter(({ done }) => !done),
    notices: entriesOf(incident.timeline, "notified").map(({ text = "", ...entry }) => ({ ...entry, text })),
  };
  return { template: "register", data };
}

/** The register with an incident's part as it is now, at its place or at the end; whatever else people wrote stays. */
export function withBreach(register: string, incident: number, part: string): string {
  const whole = `${FIRST(incident)}\n${part.trim()}\n${LAST(incident)}`;
  const [from, to] = [register.indexOf(FIRST(incident)), register.indexOf(LAST(incident))];
  if (from < 0 || to < from) return `${register.trimEnd()}\n\n${whole}\n`;
  return register.slice(0, from) + whole + register.slice(to + LAST(incident).length);
}
