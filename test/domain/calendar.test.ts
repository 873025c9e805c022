// Working time: held against somebody who looks at the wall every minute, in zones that change their clocks in every way.
import { DateTime, Duration } from "luxon";
import { describe, expect, test } from "vitest";
import type { Calendar } from "../../src/domain/calendar.ts";
import { calendarsOf } from "../../src/domain/calendar-file.ts";
import type { CalendarFile } from "../../src/domain/calendar-schema.ts";
import { timeAfter, timeBetween } from "../../src/domain/working-time.ts";
import { randomOf } from "../simulation/random.ts";
import { MINUTE, minuteCounter, type Wall, wallOf } from "../support/minute-counter.ts";

const DAYS = 620;
const INTERVALS = 10_000;

/** Office hours; hours around the moments at which clocks change; nights and whole days. */
const WEEKS: readonly Record<string, string | string[]>[] = [
  { weekdays: "09:00-18:00", friday: ["09:00-12:00", "13:30-17:00"] },
  { weekdays: ["01:30-02:45", "03:10-04:00"], saturday: "22:15-24:00", sunday: ["00:00-01:20", "01:50-03:05"] },
  { monday: "00:00-24:00", tuesday: ["00:00-00:30", "23:30-24:00"], saturday: "00:00-24:00", sunday: "12:00-24:00" },
];

/** Half an hour of daylight saving, changes at midnight, in Ramadan, none at all, and a date that never was. */
const ZONES: readonly (readonly [zone: string, year: number])[] = [
  ["Europe/Paris", 2025],
  ["America/New_York", 2026],
  ["Australia/Lord_Howe", 2025],
  ["America/Santiago", 2025],
  ["Africa/Casablanca", 2025],
  ["Africa/Cairo", 2025],
  ["Asia/Kolkata", 2026],
  ["Pacific/Apia", 2011],
];

/** Public holidays and days between the years, each year. */
const OFF = ["01-01", "03-30", "04-06", "05-01", "11-01", "12-24", "12-25", "12-26", "12-31"];

function calendar(given: CalendarFile): Calendar {
  const { calendars, findings } = calendarsOf({ calendars: { office: given } });
  expect(findings).toEqual([]);
  return calendars.values().next().value ?? expect.unreachable("a calendar");
}

const DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function weekOf(hours: Readonly<Record<string, string | string[]>>): string[][] {
  return DAY_NAMES.map((name, index) => [hours[name] ?? (index < 5 ? hours["weekdays"] : undefined) ?? []].flat());
}

/** The minutes from the start at which the clocks of a zone changed. */
function changesOn({ times }: Wall): number[] {
  const isLeap = (quarter: number) => ((times[quarter] ?? 0) + 15) % 1440 !== times[quarter + 1];
  return Array.from(times.keys())
    .slice(0, (DAYS - 160) * 96)
    .filter(isLeap)
    .map((quarter) => (quarter + 1) * 15);
}

describe.each(ZONES)("%s", (zone, year) => {
  const start = Date.UTC(year, 0, 1);
  const wall = wallOf(zone, start, DAYS);
  const changes = changesOn(wall);
  const moment = (minute: number) => DateTime.fromMillis(start + minute * MINUTE, { zone: "utc" });

  test.each(WEEKS)("hours $#: as the minutes are counted", (hours) => {
    const closed = [year, year + 1].flatMap((one) => OFF.map((day) => `${one}-${day}`));
    const counter = minuteCounter(wall, weekOf(hours), new Set(closed));
    const office = calendar({ timezone: zone, hours, closed });
    const random = randomOf(start + WEEKS.indexOf(hours));
    const wrong: unknown[] = [];
    for (let turn = 0; turn < Math.ceil(INTERVALS / (ZONES.length * WEEKS.length)); turn++) {
      // Every other one begins within two days of a change of clocks.
      const near = turn % 2 === 0 && changes.length > 0 ? random.pick(changes) : undefined;
      const begun = near === undefined ? random.between(0, (DAYS - 160) * 1440) : near + random.between(-2880, 2880);
      const from = Math.max(0, begun);
      const to = from + random.between(0, turn % 3 === 0 ? 90 * 1440 : 4000);
      const length = random.between(0, turn % 3 === 0 ? 6000 : 900);
      const got = {
        between: timeBetween(office, moment(from), moment(to)).as("minutes"),
        after: timeAfter(office, moment(from), Duration.fromMillis(length * MINUTE))?.toISO(),
      };
      const wanted = { between: counter.between(from, to), after: moment(counter.after(from, length)).toISO() };
      if (got.between !== wanted.between || got.after !== wanted.after) wrong.push({ from, to, length, got, wanted });
    }
    expect(wrong).toEqual([]);
  });
});
