// Calendars of a configuration: from what is written to what clocks run by, with what is wrong with them.
import { type Calendar, calendarOf } from "./calendar.ts";
import { type CalendarFile, daysOf } from "./calendar-schema.ts";
import type { Stretch } from "./local-day.ts";
import { nearest } from "./nearest.ts";

/**
 * What a code of public holidays (`FR`, `DE-BY`) means: which dates are off. Where there is no such code, the nearest
 * that there is ("" when none is near).
 */
export type Holidays = (code: string) => ((date: string) => boolean) | { readonly nearest: string };

/** Something that is wrong with a configuration, and where; its sentence is the template `policy-findings/<reason>`. */
export interface CalendarFinding {
  readonly path: readonly (string | number)[];
  readonly reason: "calendar-never-open" | "unknown-holidays" | "unknown-calendar";
  readonly data: Record<string, unknown>;
}

/** The parts of a configuration that calendars rest on. */
export interface CalendarWishes {
  readonly timezone?: string;
  readonly calendars?: Readonly<Record<string, CalendarFile>>;
  readonly severities?: Readonly<Record<string, { readonly hours?: string }>>;
}

export interface Calendars {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly findings: readonly CalendarFinding[];
}

/** Always open: what a severity may write instead of a calendar's name. */
export const ALWAYS = "24x7";
/** The calendar of severities that name none and promise neither updates nor a post-mortem. */
export const USUAL = "default";

/** No calendar has holidays until somebody has loaded them. */
const NONE: Holidays = () => ({ nearest: "" });

/** Every calendar of a configuration; one with a finding runs as if the wrong part were not there. */
export function calendarsOf(file: CalendarWishes, holidays: Holidays = NONE): Calendars {
  const calendars = new Map<string, Calendar>();
  const findings: CalendarFinding[] = [];
  for (const [name, one] of Object.entries(file.calendars ?? {})) {
    const week = daysOf(one).map((hours) => hours.map(stretchOf));
    if (week.flat().length === 0)
      findings.push({ path: ["calendars", name, "hours"], reason: "calendar-never-open", data: { name } });
    const isHoliday = one.holidays === undefined ? undefined : holidays(one.holidays);
    if (typeof isHoliday === "object")
      findings.push(unknown(["calendars", name, "holidays"], { given: one.holidays, nearest: isHoliday.nearest }));
    const closed = new Set(one.closed);
    const isDayOff = (date: string) => closed.has(date) || (typeof isHoliday === "function" && isHoliday(date));
    calendars.set(name, calendarOf({ name, timezone: one.timezone ?? file.timezone ?? "UTC", week, isDayOff }));
  }
  return { calendars, findings: [...findings, ...unknownCalendars(file, [...calendars.keys()])] };
}

/** The codes of public holidays that a configuration names, whose data is to be loaded before it is read. */
export function holidayCodes({ calendars = {} }: CalendarWishes): string[] {
  return [...new Set(Object.values(calendars).flatMap(({ holidays }) => holidays ?? []))];
}

function unknown(path: readonly string[], data: Record<string, unknown>): CalendarFinding {
  return { path, reason: "unknown-holidays", data };
}

/** A severity that follows a calendar nobody wrote would run round the clock, and nobody would know. */
function unknownCalendars({ severities = {} }: CalendarWishes, names: readonly string[]): CalendarFinding[] {
  return Object.entries(severities).flatMap(([severity, { hours }]): CalendarFinding[] => {
    if (hours === undefined || hours === ALWAYS || names.includes(hours)) return [];
    const data = {
      given: hours,
      nearest: nearest(hours, [...names, ALWAYS]) ?? "",
      known: [...names, ALWAYS].join(", "),
    };
    return [{ path: ["severities", severity, "hours"], reason: "unknown-calendar", data }];
  });
}

/** Of `09:00-18:00`, in milliseconds since midnight. */
function stretchOf(text: string): Stretch {
  const [from = 0, to = 0] = text.split("-").map((time) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return (hours * 60 + minutes) * 60_000;
  });
  return { from, to };
}
