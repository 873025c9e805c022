// The card: what the one status comment shows, as data for its template.
import { DateTime, Duration } from "luxon";
import { noticesOf } from "./breach.ts";
import type { Message } from "./effects.ts";
import { rowsOfChanges } from "./evidence.ts";
import type { CommandRow, Reading, Surroundings } from "./facts.ts";
import type { Incident } from "./incident.ts";
import { linksOf } from "./links.ts";
import { cut } from "./markdown.ts";
import { missingFields, NOTICE_FIELDS } from "./notification.ts";
import { type Policy, promisesOf } from "./policy.ts";
import { type Remembered, recurrences } from "./recurrence.ts";
import { type Entry, isShown, latest } from "./timeline.ts";

/** Rows of the timeline that the card shows; older ones are counted, and stand in the sealed block. */
const MOST_ROWS = 40;
/** Characters of a text in a row; the whole text stands in the comment it was typed in, or in the sealed block. */
const LONGEST_TEXT = 200;
/** Points of the Mermaid chart; more cannot be read. */
const MOST_POINTS = 15;

/** The template of an entry: its own kind's, or that of the command that leaves it. */
const TEMPLATES: Partial<Record<Entry["kind"], string>> = {
  acknowledged: "ack",
  update: "status",
  note: "timeline",
  escalated: "escalate",
  snoozed: "snooze",
  paused: "pause",
  resumed: "resume",
  resolved: "resolve",
  reopened: "reopen",
  cancelled: "cancel",
  wanted: "postmortem",
  report: "report-opened",
};

/** One row of the timeline: when, and the message that says what. */
export function rowOf(entry: Entry): { at: DateTime; template: string; data: Record<string, unknown> } {
  const template = entry.kind === "role" ? entry.role : (TEMPLATES[entry.kind] ?? entry.kind);
  const texts = Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === "string" ? shortened(value) : value]),
  );
  return {
    at: entry.at,
    template,
    data: {
      by: "",
      reason: "",
      note: "",
      text: "",
      of: 0,
      doneBy: "",
      onCall: [],
      isUncovered: false,
      via: "",
      why: "",
      ...texts,
    },
  };
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${cut(text, LONGEST_TEXT - 1)}…` : text;
}

/** The four phases of the response plan; the checklist of the present one is open. */
function phaseOf(incident: Incident): "triage" | "resolution" | "post-incident" | "over" {
  if (incident.ended) return incident.ended.kind === "resolved" ? "post-incident" : "over";
  return incident.severity && incident.acknowledged ? "resolution" : "triage";
}

/** What the card shows besides the incident itself. */
export interface CardView {
  readonly clocks: readonly Reading[];
  readonly commands: readonly CommandRow[];
  readonly others: readonly Remembered[];
  readonly surroundings?: Surroundings | undefined;
}

/** Everything the card says. It depends on nothing that changes by itself, so an unchanged incident gives an unchanged card. */
export function cardOf(incident: Incident, policy: Policy, view: CardView): Message {
  const shown = incident.timeline.filter(isShown);
  const asOf = DateTime.max(incident.declaredAt, ...incident.timeline.map((entry) => entry.at));
  const data = {
    ...severityOf(incident, policy),
    phase: phaseOf(incident),
    declaredAt: incident.declaredAt,
    acknowledgedBy: incident.acknowledged?.by ?? "",
    reporter: reporterOf(incident),
    status: incident.status ?? "",
    ended: incident.ended?.kind ?? "",
    isSilent: incident.isSilent,
    isPaused: incident.isPaused,
    isDrill: incident.isDrill,
    ...securityOf(incident, view),
    lead: incident.roles.lead ?? "",
    comms: incident.roles.comms ?? "",
    scribe: incident.roles.scribe ?? "",
    impact: incident.impact ?? "",
    components: incident.components.map((name) => ({ name, owners: ownersOf(policy, name) })),
    clocks: view.clocks.map((clock) => ({ ...clock, left: clock.left ?? clock.due?.diff(asOf) })),
    asOf,
    recurring: recurrences(incident, view.others, policy.timezone).map(({ text, incident: number, dueAt }) => ({
      text,
      number,
      days: Math.floor(incident.declaredAt.diff(dueAt).as("days")),
    })),
    ...changesOf(incident, policy),
    links: linksOf(incident, policy),
    rows: shown.slice(-MOST_ROWS).map(rowOf),
    hiddenRows: Math.max(0, shown.length - MOST_ROWS),
    points: shown.slice(-MOST_POINTS).map(rowOf),
    commands: view.commands,
  };
  return { template: "card", data };
}

/** What changed before the start; what is numbered elsewhere has no number here. */
function changesOf({ timeline, ended }: Incident, { evidence }: Policy) {
  const isElsewhere = latest(timeline, "carried") !== undefined;
  const found = evidence ? rowsOfChanges(latest(timeline, "evidence")?.changes ?? []) : [];
  const changes = found.map((change) => ({ ...change, number: isElsewhere ? 0 : change.number }));
  const canRevert = !ended && changes.some(({ number }) => number > 0);
  return { changes, canRevert, before: evidence?.before ?? Duration.fromMillis(0) };
}

/** An incident that was carried over was opened by us, for whoever declared it. */
function reporterOf({ issue, timeline }: Incident): string {
  const declaredBy = latest(timeline, "carried") && latest(timeline, "declared")?.by;
  return declaredBy ?? issue.reporter?.login ?? "ghost";
}

/** The checklist of a security incident, the notices that the law asks for, and how far its draft is, where one may stand. */
function securityOf(incident: Incident, { surroundings }: CardView) {
  const draft = surroundings?.draft;
  const missing = missingFields(draft);
  const total = NOTICE_FIELDS.length;
  const notices = noticesOf(incident);
  return {
    isSecurity: incident.isSecurity || latest(incident.timeline, "aware") !== undefined,
    notices: notices.map((notice) => ({ ...notice, done: notice.done ?? "" })),
    draft: {
      isThere: notices.length > 0 && surroundings?.isPublic === false,
      missing,
      given: total - missing.length,
      total,
    },
  };
}

function severityOf({ severity = "" }: Incident, policy: Policy) {
  const promises = promisesOf(policy, severity);
  // One that the policy does not know any more has neither checklist nor meaning.
  const like = promises.name === severity ? promises.like : "";
  return {
    severity,
    like,
    meaning: (like && promises.meaning) || "",
    worst: policy.severities[0]?.name ?? "",
    mildest: policy.severities.at(-1)?.name ?? "",
    checklist: `severity-${like.toLowerCase() || "unknown"}`,
    promises,
  };
}

/** Who looks after a component, by the policy. */
function ownersOf({ components }: Policy, name: string): readonly string[] {
  return components.find((one) => one.name.toLowerCase() === name.toLowerCase())?.owners ?? [];
}

/** Boxes that people ticked stay ticked when the card is written anew. */
export function keepTicks(body: string, previous: string): string {
  const ticked = new Set([...previous.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1]?.trim()));
  return body.replace(/^- \[ \] (.*)$/gm, (line, text: string) => (ticked.has(text.trim()) ? `- [x] ${text}` : line));
}
