// What people did on GitHub itself (labels, assignments, closing) as entries of the timeline. Pure.
//
// Level-triggered: each rule compares the issue as it is with the incident as it was and looks for the event that
// explains the difference. What we did ourselves explains itself and adds nothing.
import type { DateTime } from "luxon";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Closing, IssueEvent } from "../domain/issue.ts";
import { hasLabel, severityOfLabel } from "../domain/labels.ts";
import type { Policy } from "../domain/policy.ts";
import { judged } from "../domain/resolution.ts";
import { type Entry, type EntryOf, entriesOf, latest } from "../domain/timeline.ts";
import { FRESH } from "./lag.ts";
import { securityLabelled } from "./observe-security.ts";

/** Something that happened at a time, and the entries it means for the incident as it is by then. */
export interface Happening {
  readonly at: DateTime;
  /** We did it ourselves, it may be for words that come before it. */
  readonly isOurs?: boolean;
  entries(incident: Incident): Entry[];
}

/** Everything that happened on the issue since it was declared, apart from comments. */
export function observe(facts: Facts): Happening[] {
  const { policy, events } = facts;
  const each = (kind: IssueEvent["kind"], entries: (event: IssueEvent, incident: Incident) => Entry[]): Happening[] =>
    events
      .filter((event) => event.kind === kind)
      .map((event) => ({ at: event.at, entries: (incident) => entries(event, incident) }));
  return [
    ...each("labeled", (event, incident) => severityChanged(event, incident, facts)),
    ...each("assigned", assigned),
    ...each("reopened", reopened),
    ...(facts.sent ?? []).map((entry) => ({
      at: entry.at,
      entries: (incident: Incident) => (isSendingKnown(entry, incident) ? [] : [entry]),
    })),
    ...closings(facts).map((closing) => ({
      at: closing.at,
      isOurs: closing.isOurs === true,
      entries: (incident: Incident) => closed(closing, incident, policy),
    })),
    { at: facts.now, entries: (incident: Incident) => silence(facts, incident) },
    { at: facts.now, entries: (incident: Incident) => securityLabelled(facts, incident) },
  ];
}

/** What was noted of a mail or a call stays noted: the inbox may tell it again. */
function isSendingKnown({ kind, key, to }: EntryOf<"mailed" | "unheard">, { timeline }: Incident): boolean {
  return entriesOf(timeline, kind).some((one) => one.key === key && String(one.to) === String(to));
}

/** Whoever may label, may change the severity; the last label that was put on holds. */
function severityChanged(event: IssueEvent, incident: Incident, { policy, issue }: Facts): Entry[] {
  const to = severityOfLabel(policy, event.label ?? "");
  const since = incident.severitySince;
  // What somebody typed in the same second was typed about this label.
  const isOlder = since && (since.at > event.at || (+since.at === +event.at && since.via === "command"));
  const isKnown = event.isOurs || isOlder || incident.timeline.some(({ ref }) => ref && ref === refOf(event));
  if (!to || isKnown || to === incident.severity || event.at < incident.declaredAt) return [];
  if (!issue.labels.some((label) => severityOfLabel(policy, label) === to)) return [];
  return [{ kind: "severity", at: event.at, by: event.actor?.login, ref: refOf(event), to, via: "label" }];
}

/** An assignment acknowledges, unless it came with the issue itself: a form that assigns somebody has not seen anything. */
function assigned(event: IssueEvent, incident: Incident): Entry[] {
  const cameWithIssue =
    +event.at === +incident.issue.createdAt && event.actor?.login === incident.issue.reporter?.login;
  if (incident.acknowledged || incident.ended || event.isOurs || !event.actor || event.actor.isBot || cameWithIssue)
    return [];
  if (event.at < incident.declaredAt) return [];
  return [
    {
      kind: "acknowledged",
      at: event.at,
      by: event.assignee ?? event.actor.login,
      ref: refOf(event),
      via: "assignment",
    },
  ];
}

/** How long the words that made us close an issue may take to be answered for. */
const ANSWERED_WITHIN = { minutes: 10 };

/** We have just closed it, and whoever's words did that is still to be heard, because GitHub lags or refuses. */
export function isClosing({ issue: { closed }, now }: Facts): boolean {
  return closed?.isOurs === true && closed.at > now.minus(ANSWERED_WITHIN);
}

/** The closing that holds, or one that we undid because of what is owed, and could not write down before something failed. */
function closings(facts: Facts): Closing[] {
  const { issue, events } = facts;
  if (issue.closed) return isClosing(facts) ? [] : [issue.closed];
  const index = events.findLastIndex(({ kind }) => kind === "closed");
  const undone = events[index];
  const isUndone = events.slice(index).find(({ kind }) => kind === "reopened")?.isOurs;
  return undone && !undone.isOurs && isUndone ? [{ at: undone.at, by: undone.actor, reason: "completed" }] : [];
}

/** Closed as completed resolves; closed as not planned or duplicate was a false alarm. */
function closed(closed: Closing, incident: Incident, policy: Policy): Entry[] {
  const reopenedAt = latest(incident.timeline, "reopened")?.at;
  if (incident.ended || closed.at < incident.declaredAt || (reopenedAt && closed.at <= reopenedAt)) return [];
  // We close for somebody's words only; if they are gone by now, nobody knows whose.
  const did = { at: closed.at, by: closed.isOurs ? undefined : closed.by?.login };
  if (closed.reason === "not_planned") return [{ ...did, kind: "cancelled" }];
  if (closed.reason === "duplicate") return [{ ...did, kind: "duplicate" }];
  // A bot that closes has seen nothing: the response ends here, by nobody.
  const by = closed.by?.isBot ? undefined : did.by;
  const acknowledged: Entry[] = incident.acknowledged ? [] : [{ ...did, by, kind: "acknowledged", via: "resolution" }];
  return [...acknowledged, { ...did, kind: "resolved", via: "closed", ...judged(incident, policy) }];
}

function reopened(event: IssueEvent, incident: Incident): Entry[] {
  if (!incident.ended || !incident.issue.isOpen || event.isOurs || event.at < incident.ended.at) return [];
  return [{ kind: "reopened", at: event.at, by: event.actor?.login, ref: refOf(event) }];
}

/** Without the trigger label the clocks fall silent; put back, they go on. */
function silence(facts: Facts, incident: Incident): Entry[] {
  const { issue, policy } = facts;
  const isOn = hasLabel(issue.labels, policy.trigger);
  if (isOn !== incident.isSilent) return [];
  const event = labelEvents(facts, isOn ? "labeled" : "unlabeled", policy.trigger).at(-1);
  if (!isOn && isTriggerLost(facts) !== "removed") return [];
  return [
    {
      kind: isOn ? "revived" : "silenced",
      at: event?.at ?? issue.updatedAt,
      by: event?.actor?.login,
      ref: refOf(event),
    },
  ];
}

/**
 * Why the trigger label is missing: somebody took it off; or nobody did, and the label got another name; or that cannot
 * be told yet. undefined when it is there.
 */
export function isTriggerLost(facts: Facts): "removed" | "renamed" | "unclear" | undefined {
  const { issue, policy, now } = facts;
  if (hasLabel(issue.labels, policy.trigger)) return undefined;
  const added = labelEvents(facts, "labeled", policy.trigger).at(-1)?.at;
  const removed = labelEvents(facts, "unlabeled", policy.trigger).at(-1)?.at;
  if (removed && !(added && added > removed)) return "removed";
  if (facts.hasArrived) return "renamed";
  // A label that is taken off changes its issue; one that is renamed does not.
  return issue.updatedAt > now.minus(FRESH) ? "unclear" : "renamed";
}

/** When it can be told why the trigger label is missing; undefined when it can. */
export function unclearUntil(facts: Facts): DateTime | undefined {
  return isTriggerLost(facts) === "unclear" ? facts.issue.updatedAt.plus(FRESH).plus({ seconds: 1 }) : undefined;
}

export function labelEvents({ events }: Facts, kind: IssueEvent["kind"], ...labels: string[]): IssueEvent[] {
  return events.filter((event) => event.kind === kind && hasLabel(labels, event.label ?? ""));
}

export function refOf(event: IssueEvent | undefined): string | undefined {
  return event?.id === undefined ? undefined : `e${event.id}`;
}
