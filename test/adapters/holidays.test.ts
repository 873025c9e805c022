// Public holidays: which dates, which codes, and that nobody loads them who does not name any.
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { loadHolidays } from "../../src/adapters/holidays.ts";
import { calendarsOf, holidayCodes } from "../../src/domain/calendar-file.ts";
import { parseDuration } from "../../src/domain/duration.ts";
import { policyOf, promisesOf } from "../../src/domain/policy.ts";
import { timeAfter } from "../../src/domain/working-time.ts";

const holidays = await loadHolidays(["FR"]);
const isOff = (code: string, date: string) => {
  const found = holidays(code);
  return typeof found === "function" ? found(date) : expect.unreachable(`no ${code}`);
};

test("France's eleven of 2026, and no observances", () => {
  const days = ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"];
  const year = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
  expect(year.filter((date) => isOff("FR", date))).toEqual(days.map((day) => `2026-${day}`));
});

test.each([
  ["a state's own", "DE-BY", "2026-01-06", true],
  ["not the country's", "DE", "2026-01-06", false],
  ["a region's own", "DE-BY-A", "2026-08-08", true],
  ["not the state's", "DE-BY", "2026-08-08", false],
  ["small letters", "de-by", "2026-01-06", true],
  ["a day that stands in for another", "US", "2027-12-31", true],
  ["the second day of three", "KR", "2025-10-06", true],
  ["the day after them", "KR", "2025-10-10", false],
  ["one that begins at sunset, on the day itself", "SA", "2026-03-19", true],
  ["its last day", "SA", "2026-03-22", true],
  ["half a day", "IS", "2026-12-24", false],
])("%s: %s %s is %s", (_, code, date, off) => {
  expect(isOff(code, date)).toBe(off);
});

test.each([
  ["XX", ""],
  ["UK", ""],
  ["FRA", "FR"],
  ["France", "FR"],
  ["DE-BX", "DE"],
  ["GB-EN", "GB"],
  ["GB-ENGL", "GB-ENG"],
  ["DE-BAVARIA", "DE"],
  ["DE-BY-KAHT", "DE-BY"],
  ["DE-BY-KATHO", "DE-BY-KATH"],
  ["DE-BY-Z-Z", "DE-BY"],
  ["__proto__", ""],
  ["constructor", ""],
  ["", ""],
])("%j is no place; the nearest is %j", (code, nearest) => {
  expect(holidays(code)).toEqual({ nearest });
});

test("nothing named, nothing known", async () => {
  expect((await loadHolidays([]))("FR")).toEqual({ nearest: "" });
});

test("a policy's clocks skip them: over Christmas and the New Year", async () => {
  const office = { timezone: "Europe/Paris", hours: { weekdays: "09:00-18:00" }, holidays: "FR" };
  const file = { calendars: { default: office } };
  const policy = policyOf(file, "acme/shop", await loadHolidays(holidayCodes(file)));
  const { hours, response } = promisesOf(policy, "P3");
  const due = (from: string) => timeAfter(hours, DateTime.fromISO(from, { zone: "Europe/Paris" }), response)?.toISO();
  expect(response).toEqual(parseDuration("24h"));
  expect(due("2025-12-24T09:00")).toBe("2025-12-29T15:00:00.000+01:00");
  expect(due("2025-12-31T09:00")).toBe("2026-01-05T15:00:00.000+01:00");
  const wrong = { calendars: { default: { ...office, holidays: "XX" } } };
  expect(calendarsOf(wrong, holidays).findings).toMatchObject([{ reason: "unknown-holidays" }]);
});
