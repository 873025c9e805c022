// A local day in real time: which instants have a given wall-clock reading, also on the days on which clocks change.
import type { Zone } from "luxon";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Clocks of no zone read more than this ahead of or behind UTC, so what happens a day away is out of reach. */
const MOST_AHEAD = 15 * HOUR;
const MOST_BEHIND = 13 * HOUR;

/** Instants in milliseconds of the epoch; the end is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The days since 1970-01-01 of the local date at an instant. */
export function dayAt(zone: Zone, instant: number): number {
  return Math.floor((instant + offsetAt(zone, instant)) / DAY);
}

/**
 * The instants of a local day (in days since 1970-01-01) at which clocks read at least `from` and less than `to`, both in
 * milliseconds since midnight. A reading that is skipped in spring has none, one that is repeated in autumn counts twice.
 */
export function instantsOf(zone: Zone, day: number, hours: readonly Stretch[]): Stretch[] {
  const midnight = day * DAY;
  const [before, after] = [midnight - MOST_AHEAD, midnight + DAY + MOST_BEHIND];
  const [first, last] = [offsetAt(zone, before), offsetAt(zone, after)];
  const readings = hours.map(({ from, to }) => ({ from: midnight + from, to: midnight + to }));
  if (first === last) return readings.map(({ from, to }) => ({ from: from - first, to: to - first }));
  const change = changeBetween(zone, before, after);
  return [
    ...readings.map(({ from, to }) => ({ from: from - first, to: Math.min(to - first, change) })),
    ...readings.map(({ from, to }) => ({ from: Math.max(from - last, change), to: to - last })),
  ].filter(({ from, to }) => from < to);
}

/** The first instant of the new offset; there is one change in two days at most. */
function changeBetween(zone: Zone, before: number, after: number): number {
  const first = offsetAt(zone, before);
  let [old, recent] = [before, after];
  while (recent - old > 1) {
    const middle = Math.floor((old + recent) / 2);
    if (offsetAt(zone, middle) === first) old = middle;
    else recent = middle;
  }
  return recent;
}

function offsetAt(zone: Zone, instant: number): number {
  return zone.offset(instant) * 60_000;
}
