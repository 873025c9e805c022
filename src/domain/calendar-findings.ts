// What can be wrong with the calendars of a configuration; nobody would notice a clock that keeps to the wrong hours.
import { type Finding, finding } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** Always open: what a severity may write instead of a calendar's name. */
export const ALWAYS = "24x7";

export function neverOpen(name: string): Finding {
  return finding(["calendars", name, "hours"], "calendar-never-open", { name });
}

/** Holidays of nowhere; `meant` is the nearest code that there is, "" when none is near. */
export function unknownHolidays(name: string, given: string | undefined, meant: string): Finding {
  return finding(["calendars", name, "holidays"], "unknown-holidays", { given, nearest: meant });
}

/** A severity that follows a calendar nobody wrote; undefined when it is one of `names`, always open or not named. */
export function unknownCalendar(
  severity: string,
  given: string | undefined,
  names: readonly string[],
): Finding | undefined {
  const known = [...names, ALWAYS];
  if (given === undefined || known.includes(given)) return undefined;
  const data = { given, nearest: nearest(given, known) ?? "", known: known.join(", ") };
  return finding(["severities", severity, "hours"], "unknown-calendar", data);
}
