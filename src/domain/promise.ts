// What is promised as the severity changes: an upgrade brings a deadline nearer, a downgrade starts over.
import type { DateTime, Duration } from "luxon";
import { earlierSpan, type Span, spanIn } from "./clock.ts";
import { clockStops } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { type Policy, promisesOf, rankOf, type SeverityPolicy } from "./policy.ts";
import { entriesOf } from "./timeline.ts";

export interface Promised {
  readonly start: DateTime;
  /** When it was kept; what stopped after that moved nothing. */
  readonly done?: DateTime;
  /** Counted in the hours of each severity's calendar; else round the clock. */
  readonly inHours?: boolean;
  /** What a severity promises; undefined when it promises nothing of the kind. */
  length(promises: SeverityPolicy): Duration | undefined;
}

/**
 * The promise that holds, undefined when there is none. An upgrade adds one from its own moment (the deadline can only
 * come nearer), everything else counts from the start. Unknown is the worst until the first severity is named.
 */
export function spanPromised(incident: Incident, policy: Policy, given: Promised): Span | undefined {
  const { start, done, inHours, length } = given;
  const stops = clockStops(incident, policy).filter((stop) => !done || stop.from < done);
  const promise = (from: DateTime, severity: string | undefined): Span[] => {
    const promises = promisesOf(policy, severity);
    const target = length(promises);
    return target ? [spanIn(inHours ? promises.hours : undefined, { start: from, target, stops })] : [];
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
