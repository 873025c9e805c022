// The arithmetic of a clock that keeps to a calendar: in which stretches it ran, and which days off lay between them.
import { DateTime, type Duration } from "luxon";
import { isSpared } from "./calendar.ts";
import type { Span } from "./clock.ts";
import { dateOf } from "./local-day.ts";
import { lengthOf, type Stretch, without } from "./stretch.ts";
import { openingsBetween } from "./working-time.ts";

/** A stretch in which the clock ran; or several, shortened, when `days` (on which they lie) is not 0. */
export interface Term {
  readonly from: DateTime;
  readonly to: DateTime;
  readonly length: Duration;
  readonly days: number;
}

export interface Worked {
  readonly calendar: string;
  readonly timezone: string;
  /** Together they are the promise, or what is gone of it while the clock stands still. */
  readonly terms: readonly Term[];
  /** Days off (`2025-12-25`) on which it would have run, the first few; `more` are not named. */
  readonly daysOff: readonly string[];
  readonly more: number;
}

/** Stretches that are shown one by one; of more than that the first and the last, and the others together. */
const MOST_TERMS = 4;
const MOST_DAYS_OFF = 10;

/** How a deadline comes about; undefined for a clock that runs round the clock. */
export function workedOf({ hours, start, due, stops }: Span): Worked | undefined {
  if (!hours) return undefined;
  const end = due ?? stops.find(({ to }) => !to)?.from ?? start;
  const ran = stops.reduce(
    (left, { from, to }) => without(left, { from: from.toMillis(), to: to?.toMillis() }),
    openingsBetween(hours, start, end),
  );
  const [first, last] = [hours.dayAt(start.toMillis()), hours.dayAt(end.toMillis())];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const daysOff = days.filter((day) => isSpared(hours, day)).map(dateOf);
  return {
    calendar: hours.name,
    timezone: hours.timezone,
    terms: shortened(ran, (instant) => hours.dayAt(instant)),
    daysOff: daysOff.slice(0, MOST_DAYS_OFF),
    more: Math.max(0, daysOff.length - MOST_DAYS_OFF),
  };
}

function shortened(ran: readonly Stretch[], dayOf: (instant: number) => number): Term[] {
  const each = (stretches: readonly Stretch[]) => stretches.flatMap((one) => termOf([one], 0) ?? []);
  if (ran.length <= MOST_TERMS) return each(ran);
  const middle = ran.slice(1, -1);
  const between = termOf(middle, new Set(middle.map(({ from }) => dayOf(from))).size);
  return [...each(ran.slice(0, 1)), ...(between ? [between] : []), ...each(ran.slice(-1))];
}

function termOf(stretches: readonly Stretch[], days: number): Term | undefined {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return undefined;
  const [from, to] = [first.from, last.to].map((instant) => DateTime.fromMillis(instant, { zone: "utc" }));
  return from && to && { from, to, length: lengthOf(stretches), days };
}
