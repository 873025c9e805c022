// Calendars of a configuration: from what is written to what clocks run by, with what is wrong with them.
import { type Calendar, calendarOf } from "./calendar.ts";
import { neverOpen, unknownCalendar, unknownHolidays } from "./calendar-findings.ts";
import { type CalendarFile, daysOf } from "./calendar-schema.ts";
import type { Finding } from "./finding.ts";

/**
 * What a code of public holidays (`FR`, `DE-BY`) means: which dates (`2026-12-25`) are off. Where there is no such code,
 * the nearest that there is ("" when none is near).
 */
export type Holidays = (code: string) => ((date: string) => boolean) | { readonly nearest: string };

/** The parts of a configuration that calendars rest on. */
export interface CalendarWishes {
  readonly timezone?: string;
  readonly calendars?: Readonly<Record<string, CalendarFile>>;
  readonly severities?: Readonly<Record<string, { readonly hours?: string } | false>>;
}

export interface Calendars {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly findings: readonly Finding[];
}

/** The calendar of severities that name none and promise neither updates nor a post-mortem. */
export const USUAL = "default";

/** Nothing was loaded. */
const NONE: Holidays = () => ({ nearest: "" });

/** Every calendar of a configuration; one with a finding runs as if the wrong part were not there. */
export function calendarsOf(file: CalendarWishes, holidays: Holidays = NONE): Calendars {
  const { timezone = "UTC", calendars: written = {}, severities = {} } = file;
  const calendars = new Map<string, Calendar>();
  const findings: (Finding | undefined)[] = [];
  for (const [name, one] of Object.entries(written)) {
    const week = daysOf(one);
    if (week.flat().length === 0) findings.push(neverOpen(name));
    const found = one.holidays === undefined ? undefined : holidays(one.holidays);
    if (typeof found === "object") findings.push(unknownHolidays(name, one.holidays, found.nearest));
    const closed = new Set(one.closed);
    const isDayOff = (date: string) => closed.has(date) || (typeof found === "function" && found(date));
    calendars.set(name, calendarOf({ name, timezone: one.timezone ?? timezone, week, isDayOff }));
  }
  for (const [name, one] of Object.entries(severities))
    if (one) findings.push(unknownCalendar(name, one.hours, [...calendars.keys()]));
  return { calendars, findings: findings.filter((finding) => finding !== undefined) };
}

/** The codes of public holidays that a configuration names: to be loaded before it is read. */
export function holidayCodes({ calendars = {} }: CalendarWishes): string[] {
  return [...new Set(Object.values(calendars).flatMap(({ holidays }) => holidays ?? []))];
}
