// What can be wrong with the calendars of a configuration; nobody would notice a clock that keeps to the wrong hours.
import { nearest } from "./nearest.ts";

/** Something that is wrong, and where; its sentence is the template `policy-findings/<reason>`. */
export interface CalendarFinding {
  readonly path: readonly (string | number)[];
  readonly reason: "calendar-never-open" | "unknown-holidays" | "unknown-calendar";
  readonly data: Record<string, unknown>;
}

/** Always open: what a severity may write instead of a calendar's name. */
export const ALWAYS = "24x7";

export function neverOpen(name: string): CalendarFinding {
  return { path: ["calendars", name, "hours"], reason: "calendar-never-open", data: { name } };
}

/** Holidays of nowhere; `meant` is the nearest code that there is, "" when none is near. */
export function unknownHolidays(name: string, given: string | undefined, meant: string): CalendarFinding {
  return { path: ["calendars", name, "holidays"], reason: "unknown-holidays", data: { given, nearest: meant } };
}

/** A severity that follows a calendar nobody wrote; undefined when it is one of `names`, always open or not named. */
export function unknownCalendar(
  severity: string,
  given: string | undefined,
  names: readonly string[],
): CalendarFinding | undefined {
  const known = [...names, ALWAYS];
  if (given === undefined || known.includes(given)) return undefined;
  const data = { given, nearest: nearest(given, known) ?? "", known: known.join(", ") };
  return { path: ["severities", severity, "hours"], reason: "unknown-calendar", data };
}
