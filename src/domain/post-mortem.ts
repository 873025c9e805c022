// The post-mortem that an incident owes: whether, until when, and how far it is.
import type { DateTime } from "luxon";
import { type Span, spanOf } from "./clock.ts";
import type { Incident } from "./incident.ts";
import { isSevere, type Policy, promisesOf } from "./policy.ts";
import { entriesOf, latest } from "./timeline.ts";

/** GitHub takes no more issues under one ("Adding sub-issues"); beyond that action items stay boxes in the post-mortem. */
export const MOST_SUB_ISSUES = 100;
/** A report opened, deleted and opened again is not opened a third time. */
const MOST_REPORTS = 2;

/** The resolution it is about; undefined while the incident goes on, or when nothing was resolved. */
function resolutionOf({ ended }: Incident) {
  return ended?.kind === "resolved" ? ended : undefined;
}

/**
 * The severity at the resolution decides; a downgrade afterwards erases nothing, an upgrade adds the debt. What the
 * policy did not ask for then, a later policy does not either; a label heard of later is judged like any other.
 */
export function owingSeverity(incident: Incident, policy: Policy): string | undefined {
  const resolution = resolutionOf(incident);
  if (!resolution) return undefined;
  const { timeline } = incident;
  const end = timeline.indexOf(resolution);
  const atEnd = latest(timeline.slice(0, end), "severity")?.to;
  const since = entriesOf(timeline.slice(end), "severity").map((entry) => entry.to);
  const isSpared = resolution.owes === false && resolution.severity === atEnd;
  return [...(isSpared ? [] : [atEnd]), ...since].find((name) => isSevere(policy, name));
}

/** The 48 h of the plan, from the resolution; undefined when nothing is owed. */
export function postMortemSpan(incident: Incident, policy: Policy): Span | undefined {
  const severity = owingSeverity(incident, policy);
  const target = severity && promisesOf(policy, severity).postMortem;
  if (!target || !incident.ended) return undefined;
  return { ...spanOf(incident.ended.at, target, []), done: settledAt(incident) };
}

/** When it was done or waived after the resolution. */
export function settledAt({ timeline, ended }: Incident): DateTime | undefined {
  const settled = timeline.findLast((entry) => entry.kind === "reviewed" || entry.kind === "waived");
  return settled && ended && settled.at >= ended.at ? settled.at : undefined;
}

/** True until the post-mortem that is owed is done or waived: so long the incident stays open. */
export function isOwed(incident: Incident, policy: Policy): boolean {
  return owingSeverity(incident, policy) !== undefined && settledAt(incident) === undefined;
}

/** The post-mortem's issue, 0 before there is one. */
export function reportNumber({ timeline }: Incident): number {
  return latest(timeline, "report")?.number ?? 0;
}

/** True when a report is to be opened: owed or asked for, not there yet, or gone for the first time. */
export function needsReport(incident: Incident, policy: Policy, isGone: boolean): boolean {
  const reports = entriesOf(incident.timeline, "report").length;
  const isWanted = latest(incident.timeline, "wanted") !== undefined && resolutionOf(incident) !== undefined;
  if (!isWanted && !isOwed(incident, policy)) return false;
  return reports === 0 || (isGone && settledAt(incident) === undefined && reports < MOST_REPORTS);
}

/** Whom the post-mortem is asked of: one person, who leads, else who is assigned; else the ladder's first step. */
export function ownerOf({ roles, issue }: Incident, policy: Policy, severity: string | undefined): readonly string[] {
  const person = roles.lead ?? issue.assignees[0];
  return person ? [`@${person}`] : (promisesOf(policy, severity).escalate[0]?.notify ?? []);
}
