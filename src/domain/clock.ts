// A clock: something with a deadline. It is measured from the incident and the policy alone; now is only compared.
import { DateTime, Duration } from "luxon";
import type { Calendar } from "./calendar.ts";
import type { Message } from "./effects.ts";
import type { Incident, Stop } from "./incident.ts";
import type { Offset, Policy } from "./policy.ts";
import type { EntryOf } from "./timeline.ts";
import { timeAfter, timeBetween } from "./working-time.ts";

/** One promise as it stands: from when, for how long, until when. */
export interface Span {
  readonly start: DateTime;
  readonly target: Duration;
  /** The calendar in whose hours the time is counted; undefined: round the clock. */
  readonly hours?: Calendar;
  /** The deadline; undefined while the clock stands still. */
  readonly due?: DateTime;
  /** When the promise was kept. */
  readonly done?: DateTime;
  /** The time that was left when the clock stopped, while it stands still. */
  readonly left?: Duration;
  /** The stretches that moved the deadline, for `/sla explain`. */
  readonly stops: readonly Stop[];
}

export type ClockState = "on track" | "at risk" | "breached" | "met" | "stopped";

/** A moment at which a clock wants something said. */
export interface Occasion {
  /** Once said, never said again. */
  readonly key: string;
  readonly at: DateTime;
  /** A nudge can be snoozed; a breach and a call of the ladder cannot. */
  readonly kind: "nudge" | "breach" | "call";
  /** Whom it is for: handles without `@` or channels, as the policy writes them. */
  readonly to: readonly string[];
  readonly message: Message;
  /** The issue it is said on, when it is not the incident itself. */
  readonly on?: number;
  /** Which of several deadlines of one clock it is about. */
  readonly about?: string;
  /** The step of the ladder that this calls. */
  readonly rung?: Pick<EntryOf<"escalated">, "step" | "severity" | "onCall" | "isUncovered">;
}

export interface Clock {
  readonly name: string;
  /** The clock as it stands, undefined when this incident does not have it. */
  measure(incident: Incident, policy: Policy): Span | undefined;
  /** Everything it may ever want said as things stand, in any order. */
  occasions(span: Span, incident: Incident, policy: Policy): Occasion[];
}

/** The share of the time after which a clock is at risk (OneUptime's rule, 80 %). */
const AT_RISK = 0.8;

/** `start + target`, moved by the stops that began before it. A stop that began after the deadline changes nothing. */
export function spanOf(start: DateTime, target: Duration, stops: readonly Stop[]): Span {
  return spanIn(undefined, { start, target, stops });
}

/** The same, with all time counted as a calendar counts it: the promise, and what the stops take away from it. */
export function spanIn(hours: Calendar | undefined, { start, target, stops }: Omit<Span, "hours">): Span {
  let due = timeAfter(hours, start, target);
  // Stops overlap (paused, then resolved): time that was stopped twice counts once.
  let counted = start;
  const moved: Stop[] = [];
  for (const stop of stops.toSorted((a, b) => a.from.toMillis() - b.from.toMillis())) {
    if (!due || stop.from >= due || (stop.to && stop.to <= counted)) continue;
    moved.push(stop);
    const from = DateTime.max(stop.from, counted);
    if (!stop.to) return { start, target, hours, left: timeBetween(hours, from, due), stops: moved };
    const lost = timeBetween(hours, from, stop.to);
    // A deadline at closing time stays there when the stop took nothing from it.
    if (lost.toMillis() > 0) due = timeAfter(hours, due, lost);
    counted = stop.to;
  }
  return { start, target, hours, due, left: due ? undefined : target, stops: moved };
}

/** The earlier deadline; a clock that stands still loses against one that runs. */
export function earlierSpan(one: Span, other: Span): Span {
  if (one.left && other.left) return +other.left < +one.left ? other : one;
  if (!one.due || !other.due) return one.due ? one : other;
  return other.due < one.due ? other : one;
}

/** When 80 % of the time is used. */
export function atRiskAt(span: Span): DateTime | undefined {
  return span.due && momentOf(span, { share: AT_RISK });
}

/** The moment an offset names: a share of the time used, or a length from the deadline, as its calendar counts. */
export function momentOf(span: Span & { due?: DateTime }, offset: Offset): DateTime | undefined {
  const { due, hours, target } = span;
  if (!due) return undefined;
  const used = (millis: number) => spanIn(hours, { ...span, target: Duration.fromMillis(Math.max(0, millis)) }).due;
  if ("share" in offset) return used(target.toMillis() * offset.share);
  const length = offset.by.toMillis();
  if (!hours) return due.plus(offset.by);
  return length > 0 ? timeAfter(hours, due, offset.by) : used(target.toMillis() + length);
}

/** What the state of a clock follows from; milliseconds since the epoch. */
export interface Marks {
  readonly riskAt?: number | undefined;
  readonly due?: number | undefined;
  readonly done?: number | undefined;
}

/** A promise kept at the deadline's own moment is kept. */
export function stateOf({ riskAt, due, done }: Marks, now: number): ClockState {
  if (done !== undefined) return due === undefined || done <= due ? "met" : "breached";
  if (due === undefined) return "stopped";
  if (now >= due) return "breached";
  return riskAt !== undefined && now >= riskAt ? "at risk" : "on track";
}

export function stateAt(span: Span, now: DateTime): ClockState {
  const risk = atRiskAt(span);
  return stateOf({ riskAt: risk && +risk, due: span.due && +span.due, done: span.done && +span.done }, +now);
}

/** The first of the moments that there are; undefined when there is none. */
export function earliest(...moments: readonly (DateTime | undefined)[]): DateTime | undefined {
  return moments.filter((at) => at !== undefined).toSorted((a, b) => +a - +b)[0];
}
