// What is promised as the severity changes: an upgrade brings a deadline nearer, a downgrade starts over.
import type { DateTime, Duration } from "luxon";
import { earlierSpan, type Span, spanOf } from "./clock.ts";
import { clockStops } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { type Policy, promisesOf, rankOf, type SeverityPolicy } from "./policy.ts";
import { entriesOf } from "./timeline.ts";

export interface Promised {
  readonly start: DateTime;
  /** When it was kept; what stopped after that moved nothing. */
  readonly done?: DateTime;
  /** What a severity promises; undefined when it promises nothing of the kind. */
  length(promises: SeverityPolicy): Duration | undefined;
}

/**
 * The promise that holds, undefined when there is none. An upgrade adds one from its own moment (the deadline can only
 * come nearer), everything else counts from the start. Unknown is the worst until the first severity is named.
 */
export function spanPromised(incident: Incident, policy: Policy, { start, done, length }: Promised): Span | undefined {
  const stops = clockStops(incident, policy).filter((stop) => !done || stop.from < done);
  const promise = (from: DateTime, severity: string | undefined): Span[] => {
    const target = length(promisesOf(policy, severity));
    return target ? [spanOf(from, target, stops)] : [];
  };
  let known: string | undefined;
  // What an earlier promise would have come to does not matter once everything counts from the start again.
  let promises: { from: DateTime; severity: string | undefined }[] = [{ from: start, severity: known }];
  for (const { to, at } of entriesOf(incident.timeline, "severity")) {
    const isUpgrade = known !== undefined && at > start && rankOf(policy, to) < rankOf(policy, known);
    promises = isUpgrade ? [...promises, { from: at, severity: to }] : [{ from: start, severity: to }];
    known = to;
  }
  if (!length(promisesOf(policy, known))) return undefined;
  const [first, ...others] = promises.flatMap(({ from, severity }) => promise(from, severity));
  return first && { ...others.reduce(earlierSpan, first), done };
}
