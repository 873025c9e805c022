// A calendar: the hours in which a clock runs, by weekday, without days off, in one time zone.
import { dateOf, localDays } from "./local-day.ts";
import { type Stretch, united } from "./stretch.ts";

/** What a calendar is made of. */
export interface Timetable {
  readonly name: string;
  /** An IANA zone. */
  readonly timezone: string;
  /** Seven days from Monday; opening hours in milliseconds since midnight, in any order. */
  readonly week: readonly (readonly Stretch[])[];
  /** Whether a date (`2026-12-25`) is a day off, whatever its weekday. */
  isDayOff(date: string): boolean;
}

export interface Calendar extends Timetable {
  /** The day of the local date at an instant, by its number since 1970-01-01. */
  dayAt(instant: number): number;
  /** When it is open on a day, in order and apart from each other; computed once. */
  openings(day: number): readonly Stretch[];
}

/** Days remembered at most: ten years. A policy is kept for long, and a replay may look far back. */
const MOST_DAYS = 3700;

/** A calendar that remembers each day's openings: the offset of a zone is slow to ask for. */
export function calendarOf(timetable: Timetable): Calendar {
  const { dayAt, instantsOf } = localDays(timetable.timezone);
  const week = timetable.week.map(united);
  const kept = new Map<number, readonly Stretch[]>();
  return {
    ...timetable,
    week,
    dayAt,
    openings(day) {
      const known = kept.get(day);
      if (known) return known;
      const hours = hoursOn({ ...timetable, week }, day);
      const found = hours.length > 0 ? instantsOf(day, hours) : hours;
      if (kept.size >= MOST_DAYS) kept.clear();
      kept.set(day, found);
      return found;
    },
  };
}

/** The hours of a day on the wall; none on a day off. */
function hoursOn({ week, isDayOff }: Timetable, day: number): readonly Stretch[] {
  const hours = weekdayHours(week, day);
  return hours.length > 0 && isDayOff(dateOf(day)) ? [] : hours;
}

/** A day on which it would be open, were it not a day off. */
export function isSpared({ week, isDayOff }: Timetable, day: number): boolean {
  return weekdayHours(week, day).length > 0 && isDayOff(dateOf(day));
}

/** 1970-01-01 was a Thursday. */
function weekdayHours(week: Timetable["week"], day: number): readonly Stretch[] {
  return week[(((day + 3) % 7) + 7) % 7] ?? [];
}
