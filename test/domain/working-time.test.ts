// Working time by hand: the moments that matter, each with the reason why it is where it is.
import fc from "fast-check";
import { DateTime, Duration } from "luxon";
import { expect, test } from "vitest";
import type { Calendar } from "../../src/domain/calendar.ts";
import { calendarsOf, type Holidays } from "../../src/domain/calendar-file.ts";
import type { CalendarFile } from "../../src/domain/calendar-schema.ts";
import { parseDuration } from "../../src/domain/duration.ts";
import { timeAfter, timeBetween } from "../../src/domain/working-time.ts";

const OFFICE = { hours: { weekdays: "09:00-18:00" } };

function calendar(given: CalendarFile, holidays?: Holidays): Calendar {
  const { calendars } = calendarsOf({ timezone: "Europe/Paris", calendars: { office: given } }, holidays);
  return calendars.get("office") ?? expect.unreachable("a calendar");
}

const length = (text: string): Duration => parseDuration(text) ?? expect.unreachable(text);
/** `add("2025-12-05T16:00", "4h")`: on the calendar's own wall. */
function add(hours: Calendar, from: string, worked: string): string | undefined {
  const start = DateTime.fromISO(from, { zone: hours.timezone });
  return timeAfter(hours, start, length(worked))?.toFormat("ccc d LLL yyyy HH:mm ZZ");
}
function worked(hours: Calendar, from: string, to: string): number {
  const [start, end] = [from, to].map((text) => DateTime.fromISO(text, { zone: hours.timezone }));
  return timeBetween(hours, start as DateTime, end as DateTime).as("hours");
}

test("four hours on a Friday afternoon end on Monday morning", () => {
  expect(add(calendar(OFFICE), "2025-12-05T16:00", "4h")).toBe("Mon 8 Dec 2025 11:00 +01:00");
  expect(worked(calendar(OFFICE), "2025-12-05T16:00", "2025-12-08T11:00")).toBe(4);
});

test("what is used up at closing time ends at closing time, a second more the next morning", () => {
  expect(add(calendar(OFFICE), "2025-12-05T16:00", "2h")).toBe("Fri 5 Dec 2025 18:00 +01:00");
  expect(add(calendar(OFFICE), "2025-12-05T16:00", "2h1s")).toBe("Mon 8 Dec 2025 09:00 +01:00");
});

test("no time at all has passed at once while it is open, else with the next opening", () => {
  expect(add(calendar(OFFICE), "2025-12-05T16:00", "0m")).toBe("Fri 5 Dec 2025 16:00 +01:00");
  expect(add(calendar(OFFICE), "2025-12-05T18:00", "0m")).toBe("Mon 8 Dec 2025 09:00 +01:00");
  expect(add(calendar(OFFICE), "2025-12-08T08:59", "0m")).toBe("Mon 8 Dec 2025 09:00 +01:00");
});

test("holidays and further days off are skipped, also between the years", () => {
  const holidays: Holidays = (code) => (date) => code === "FR" && ["2025-12-25", "2026-01-01"].includes(date);
  const closed = ["2025-12-24", "2025-12-26"];
  const office = calendar({ ...OFFICE, holidays: "FR", closed }, holidays);
  expect(add(office, "2025-12-23T17:00", "2h")).toBe("Mon 29 Dec 2025 10:00 +01:00");
  expect(add(office, "2025-12-31T17:00", "2h")).toBe("Fri 2 Jan 2026 10:00 +01:00");
});

test("a night without a clock change goes on over midnight", () => {
  const night = calendar({ hours: { weekdays: ["00:00-06:00", "22:00-24:00"], saturday: "00:00-06:00" } });
  expect(add(night, "2025-12-05T23:30", "1h")).toBe("Sat 6 Dec 2025 00:30 +01:00");
  expect(worked(night, "2025-12-05T12:00", "2025-12-06T12:00")).toBe(8);
});

test("an opening time that does not exist in spring is the moment after it", () => {
  const early = calendar({ hours: { sunday: "02:30-05:00" } });
  expect(add(early, "2026-03-29T00:00", "0m")).toBe("Sun 29 Mar 2026 03:00 +02:00");
  expect(worked(early, "2026-03-29T00:00", "2026-03-30T00:00")).toBe(2);
});

test("an hour that exists twice in autumn is worked twice, and closed in between if the wall says so", () => {
  const early = calendar({ hours: { sunday: "02:30-05:00" } });
  expect(worked(early, "2026-10-25T00:00", "2026-10-26T00:00")).toBe(3);
  expect(add(early, "2026-10-25T00:00", "30m")).toBe("Sun 25 Oct 2026 02:00 +01:00");
});

test("a whole day has 23, 24 or 25 hours", () => {
  const always = calendar({ hours: { weekdays: "00:00-24:00", saturday: "00:00-24:00", sunday: "00:00-24:00" } });
  const days = ["2026-03-29", "2026-07-01", "2026-10-25"].map((day) => DateTime.fromISO(day, { zone: "Europe/Paris" }));
  expect(days.map((day) => timeBetween(always, day, day.plus({ days: 1 })).as("hours"))).toEqual([23, 24, 25]);
});

test("the calendar's own zone counts, whatever the policy's", () => {
  const india = calendar({ ...OFFICE, timezone: "Asia/Kolkata" });
  expect(add(india, "2025-12-05T17:00", "2h")).toBe("Mon 8 Dec 2025 10:00 +05:30");
});

test("what overlaps is open once", () => {
  const office = calendar({ hours: { monday: ["13:00-18:00", "09:00-14:00", "18:00-19:00"] } });
  expect(office.openings(office.dayAt(Date.UTC(2025, 11, 8, 12)))).toHaveLength(1);
  expect(worked(office, "2025-12-08T00:00", "2025-12-09T00:00")).toBe(10);
});

test("a calendar that never opens ends no wait, and nobody waits for the answer", () => {
  const never = calendar({ hours: {} });
  const started = performance.now();
  expect(add(never, "2025-12-05T16:00", "1m")).toBeUndefined();
  expect(worked(never, "2025-12-05T16:00", "2035-12-05T16:00")).toBe(0);
  // A minute a week: longer than anybody looks ahead.
  expect(add(calendar({ hours: { monday: "09:00-09:01" } }), "2025-12-05T16:00", "99999d")).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});

test("what is added is what is found between, to the millisecond", () => {
  const office = calendar({ hours: { weekdays: ["09:00-12:30", "13:15-18:00"], sunday: "01:30-03:30" } });
  const start = Date.UTC(2025, 0, 1);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 63_072_000_000 }),
      fc.integer({ min: 1, max: 864_000_000 }),
      (from, millis) => {
        const begun = DateTime.fromMillis(start + from, { zone: "utc" });
        const end = timeAfter(office, begun, Duration.fromMillis(millis)) ?? expect.unreachable("an end");
        expect(timeBetween(office, begun, end).toMillis()).toBe(millis);
        expect(timeBetween(office, begun, end.minus(1)).toMillis()).toBe(millis - 1);
        expect(end.zoneName).toBe("UTC");
      },
    ),
    { numRuns: 500 },
  );
});
