// Calendars as the configuration file writes them: opening hours by weekday, a time zone, holidays, further days off.
import { IANAZone } from "luxon";
import { z } from "zod";
import type { Stretch } from "./stretch.ts";

export const timezone = z
  .string()
  .regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, "not-a-time-zone")
  .refine((zone) => IANAZone.isValidZone(zone), "not-a-time-zone");

/** `09:00-18:00`; a day ends at 24:00 at the latest. */
const opening = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "not-opening-hours")
  .refine((text) => text.slice(0, 5) < text.slice(6), "hours-backwards");
const openings = z.union([opening, z.array(opening)]);

const day = openings.optional();
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const week = z.strictObject({
  weekdays: day.describe("Opening hours of Monday to Friday; a day that is named itself has its own."),
  monday: day.describe("Opening hours of Mondays; [] is closed."),
  tuesday: day.describe("Opening hours of Tuesdays."),
  wednesday: day.describe("Opening hours of Wednesdays."),
  thursday: day.describe("Opening hours of Thursdays."),
  friday: day.describe("Opening hours of Fridays."),
  saturday: day.describe("Opening hours of Saturdays."),
  sunday: day.describe("Opening hours of Sundays."),
});

const calendar = z.strictObject({
  timezone: timezone.optional().describe("Time zone of the opening hours; the policy's own if none is named."),
  hours: week.describe('When it is open: "09:00-18:00", or several in a list. A day that is not named is closed.'),
  holidays: z
    .string()
    .max(20)
    .optional()
    .describe(
      "Public holidays that are days off: a country, with a state and a region if need be (FR, DE-BY, US-LA-NO).",
    ),
  closed: z.array(z.iso.date("not-a-date")).optional().describe("Further days off."),
});

export const calendarsSchema = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "not-a-calendar"), calendar);

export type CalendarFile = z.infer<typeof calendar>;

/** The opening hours of the seven days from Monday, in milliseconds since midnight. */
export function daysOf({ hours }: CalendarFile): Stretch[][] {
  return DAYS.map((name, index) =>
    [hours[name] ?? (index < 5 ? hours.weekdays : undefined) ?? []].flat().map((text) => {
      const [from = 0, to = 0] = text.split("-").map(millisOf);
      return { from, to };
    }),
  );
}

/** Of `09:30`. */
function millisOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
