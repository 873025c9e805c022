// The escalation ladder: who is called when, until somebody acknowledges.
import type { DateTime } from "luxon";
import { type Called, calledAt, isInVain } from "./called.ts";
import { earliest, spanIn } from "./clock.ts";
import type { Incident, Stop } from "./incident.ts";
import { type Policy, promisesOf } from "./policy.ts";
import { entriesOf } from "./timeline.ts";

export interface Rung {
  readonly index: number;
  readonly severity: string;
  readonly notify: readonly string[];
  /** When it is called; undefined while the clocks stand still or the severity is unknown. */
  readonly at?: DateTime;
}

/** A step as it is called at a moment. */
export interface Call extends Called {
  readonly index: number;
  readonly severity: string;
}

/**
 * The steps of the ladder with their moments. A step counts from the declaration or from the change of severity, in the
 * severity's own hours; a breach of the response clock at `breachAt` brings the next one at once, and so does a step
 * that finds nobody on call. While nobody has named a severity only the breach calls people: the worst is assumed for
 * the clock, but nobody is woken for a typo.
 */
export function rungsOf(incident: Incident, policy: Policy, breachAt: DateTime | undefined): Rung[] {
  const promises = promisesOf(policy, incident.severity);
  const from = incident.severitySince?.at ?? incident.declaredAt;
  const stops = clockStops(incident, policy);
  const planned = hastened(
    promises.escalate.map(({ after: target }) =>
      incident.severity ? spanIn(promises.hours, { start: from, target, stops }).due : undefined,
    ),
    incident,
    policy,
  );
  const called = calledSteps(incident, promises.name).filter(({ at }) => breachAt && at < breachAt);
  const next = planned.findIndex(
    (at, index) => (!at || (breachAt && at >= breachAt)) && !called.some(({ step }) => step === index),
  );
  const brought = planned.map((at, index) => (index === next && breachAt ? breachAt : at));
  const moments = hastened(brought, incident, policy);
  return promises.escalate.map(({ notify }, index) => ({ index, severity: promises.name, notify, at: moments[index] }));
}

/** A step that calls nobody, because nobody is on call, brings the next one at once. What was called is remembered. */
function hastened(moments: readonly (DateTime | undefined)[], incident: Incident, policy: Policy) {
  const { name, escalate } = promisesOf(policy, incident.severity);
  const called = calledSteps(incident, name);
  let brought: DateTime | undefined;
  return escalate.map(({ notify }, index) => {
    const at = earliest(moments[index], brought);
    const entry = called.find(({ step }) => step === index);
    const call = entry ?? (at && { at, ...calledAt(notify, policy, at) });
    brought = call && isInVain(notify, call) ? call.at : undefined;
    return at;
  });
}

/** Whom a step calls at a moment; the next best, when nobody is on call and it names nobody else. */
export function callOf(notify: readonly string[], [incident, policy]: [Incident, Policy], at: DateTime): Called {
  const called = calledAt(notify, policy, at);
  if (!isInVain(notify, called)) return called;
  return { ...called, to: [...new Set([...called.to, ...responsibleFor(incident, policy, at)])] };
}

/**
 * The next step as it is called at a moment: the first that nobody has been called by yet, and while nobody is on call
 * also the one after it. None at the ladder's end.
 */
export function nextCalls(incident: Incident, policy: Policy, at: DateTime): Call[] {
  const { name, escalate } = promisesOf(policy, incident.severity);
  const called = calledSteps(incident, name);
  const rest = escalate.flatMap(({ notify }, index) =>
    called.some(({ step }) => step === index) ? [] : [{ index, notify }],
  );
  const last = rest.findIndex(({ notify }) => !isInVain(notify, calledAt(notify, policy, at)));
  const due = last < 0 ? rest : rest.slice(0, last + 1);
  return due.map(({ index, notify }) => ({ index, severity: name, ...callOf(notify, [incident, policy], at) }));
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

/**
 * Whom a nudge at a moment is for: who leads, else who is assigned or acknowledged, else the first step of the ladder,
 * unless nobody is on call, else the reporter.
 */
export function responsibleFor(incident: Incident, policy: Policy, at: DateTime): readonly string[] {
  const { roles, issue, acknowledged } = incident;
  if (roles.lead) return [`@${roles.lead}`];
  if (issue.assignees.length > 0) return issue.assignees.map((login) => `@${login}`);
  if (acknowledged?.by) return [`@${acknowledged.by}`];
  const notify = promisesOf(policy, incident.severity).escalate[0]?.notify ?? [];
  const first = calledAt(notify, policy, at);
  if (first.to.length > 0 && !isInVain(notify, first)) return first.to;
  return issue.reporter && !issue.reporter.isBot ? [`@${issue.reporter.login}`] : [];
}
