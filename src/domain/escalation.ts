// The escalation ladder: who is called when, until somebody acknowledges.
import type { DateTime } from "luxon";
import { spanIn } from "./clock.ts";
import type { Incident, Stop } from "./incident.ts";
import { type Policy, promisesOf, type Step } from "./policy.ts";
import { entriesOf } from "./timeline.ts";

export interface Rung {
  readonly index: number;
  readonly severity: string;
  readonly notify: readonly string[];
  /** When it is called; undefined while the clocks stand still or the severity is unknown. */
  readonly at?: DateTime;
}

/**
 * The steps of the ladder with their moments. A step counts from the declaration or from the change of severity, in the
 * severity's own hours; a breach of the response clock at `breachAt` brings the next one at once. While nobody has named
 * a severity only the breach calls people: the worst is assumed for the clock, but nobody is woken for a typo.
 */
export function rungsOf(incident: Incident, policy: Policy, breachAt: DateTime | undefined): Rung[] {
  const promises = promisesOf(policy, incident.severity);
  const from = incident.severitySince?.at ?? incident.declaredAt;
  const stops = clockStops(incident, policy);
  const planned = promises.escalate.map(
    ({ after: target }) => incident.severity && spanIn(promises.hours, { start: from, target, stops }).due,
  );
  const called = calledSteps(incident, promises.name).filter(({ at }) => breachAt && at < breachAt);
  const next = planned.findIndex(
    (at, index) => (!at || (breachAt && at >= breachAt)) && !called.some(({ step }) => step === index),
  );
  return promises.escalate.map((step: Step, index) => ({
    index,
    severity: promises.name,
    notify: step.notify,
    at: index === next && breachAt ? breachAt : planned[index] || undefined,
  }));
}

/** The first step nobody has been called by yet; undefined at the ladder's end. */
export function nextRung(incident: Incident, policy: Policy): Rung | undefined {
  const { name } = promisesOf(policy, incident.severity);
  const called = calledSteps(incident, name);
  return rungsOf(incident, policy, undefined).find(({ index }) => !called.some((entry) => entry.step === index));
}

function calledSteps(incident: Incident, severity: string) {
  return entriesOf(incident.timeline, "escalated").filter((entry) => entry.severity === severity);
}

/** Endings and silence stop every clock; a pause does until the severity becomes one that may not be paused. */
export function clockStops(incident: Incident, policy: Policy): Stop[] {
  const unpausable = entriesOf(incident.timeline, "severity").filter(({ to }) => !promisesOf(policy, to).pausable);
  return incident.stops.map((stop) => {
    const until = stop.why === "paused" && unpausable.find(({ at }) => at > stop.from)?.at;
    return until && (!stop.to || until < stop.to) ? { ...stop, to: until } : stop;
  });
}

/** Whom a nudge is for: who leads, else who is assigned or acknowledged, else the first step of the ladder, else the reporter. */
export function responsibleFor(incident: Incident, policy: Policy): readonly string[] {
  const { roles, issue, acknowledged } = incident;
  if (roles.lead) return [`@${roles.lead}`];
  if (issue.assignees.length > 0) return issue.assignees.map((login) => `@${login}`);
  if (acknowledged?.by) return [`@${acknowledged.by}`];
  const first = promisesOf(policy, incident.severity).escalate[0]?.notify ?? [];
  if (first.length > 0) return first;
  return issue.reporter && !issue.reporter.isBot ? [`@${issue.reporter.login}`] : [];
}
