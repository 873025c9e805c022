// Local days in real time: which instants have a given wall-clock reading, also on the days on which clocks change.
import type { Stretch } from "./stretch.ts";
import { DAY, offsetsOf } from "./zone-offset.ts";

/** The days of a time zone, each known by its number since 1970-01-01; instants in milliseconds of the epoch. */
export interface LocalDays {
  /** The day of the local date at an instant. */
  dayAt(instant: number): number;
  /**
   * The instants of a day at which clocks show one of the readings (milliseconds since midnight). A reading that is
   * skipped in spring has none, one that is repeated in autumn counts twice.
   */
  instantsOf(day: number, readings: readonly Stretch[]): Stretch[];
}

/** The days of an IANA zone. */
export function localDays(timezone: string): LocalDays {
  const offsets = offsetsOf(timezone);
  return {
    dayAt: (instant) => Math.floor((instant + offsets.at(instant)) / DAY),
    instantsOf(day, readings) {
      // No zone is a whole day ahead of or behind UTC: all of the day lies between these midnights.
      const [before, after] = [day - 1, day + 2];
      const [first, last] = [offsets.on(before), offsets.on(after)];
      const shown = readings.map(({ from, to }) => ({ from: day * DAY + from, to: day * DAY + to }));
      if (first === last) return shown.map(({ from, to }) => ({ from: from - first, to: to - first }));
      const change = offsets.changeBetween(before, after);
      return [
        ...shown.map(({ from, to }) => ({ from: from - first, to: Math.min(to - first, change) })),
        ...shown.map(({ from, to }) => ({ from: Math.max(from - last, change), to: to - last })),
      ].filter(({ from, to }) => from < to);
    },
  };
}

/** `2026-12-25` of a day's number. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
