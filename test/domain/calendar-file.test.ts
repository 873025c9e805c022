// Calendars of a configuration: which severities keep to which, and what is wrong with one.
import { expect, test } from "vitest";
import { calendarsOf, holidayCodes } from "../../src/domain/calendar-file.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { type PolicyFile, policySchema } from "../../src/domain/policy-schema.ts";

const HOURS = { weekdays: "09:00-18:00" };
const hoursOf = (file: PolicyFile) =>
  Object.fromEntries(policyOf(file).severities.map(({ name, hours }) => [name, hours?.name]));

test("without calendars every severity runs round the clock", () => {
  expect(hoursOf({})).toEqual({ P0: undefined, P1: undefined, P2: undefined, P3: undefined });
  expect(hoursOf({ calendars: { office: { hours: HOURS } } })).toMatchObject({ P2: undefined });
});

test("P2 and P3 keep to the default calendar, unless they name another or none", () => {
  const calendars = { default: { hours: HOURS }, night: { hours: { sunday: "00:00-06:00" } } };
  expect(hoursOf({ calendars })).toEqual({ P0: undefined, P1: undefined, P2: "default", P3: "default" });
  const severities = { P0: { hours: "default" }, P2: { hours: "night" }, P3: { hours: "24x7" } };
  expect(hoursOf({ calendars, severities })).toEqual({ P0: "default", P1: undefined, P2: "night", P3: undefined });
  // Who promises updates or a post-mortem is the severe kind.
  expect(hoursOf({ calendars, severities: { P2: { update_every: "2h" } } })).toMatchObject({ P2: undefined });
});

test("a calendar has the policy's time zone, or its own", () => {
  const calendars = { office: { hours: HOURS }, india: { timezone: "Asia/Kolkata", hours: HOURS } };
  const found = calendarsOf({ timezone: "Europe/Paris", calendars }).calendars;
  expect([...found.values()].map(({ timezone }) => timezone)).toEqual(["Europe/Paris", "Asia/Kolkata"]);
  expect(calendarsOf({ calendars }).calendars.get("office")?.timezone).toBe("UTC");
});

test("a day's own hours replace those of the weekdays", () => {
  const hours = { weekdays: "09:00-18:00", friday: [], sunday: ["10:00-11:00"] };
  const office = calendarsOf({ calendars: { office: { hours } } }).calendars.get("office");
  expect(office?.week.map((day) => day.map(({ from, to }) => (to - from) / 3_600_000))).toEqual([
    [9],
    [9],
    [9],
    [9],
    [],
    [],
    [1],
  ]);
});

test.each([
  [
    "a calendar that never opens",
    { calendars: { office: { hours: { monday: [] } } } },
    "calendars.office.hours",
    "calendar-never-open",
  ],
  [
    "holidays of nowhere",
    { calendars: { office: { hours: HOURS, holidays: "XX" } } },
    "calendars.office.holidays",
    "unknown-holidays",
  ],
  [
    "a calendar that nobody wrote",
    { severities: { P2: { hours: "offic" } }, calendars: { office: { hours: HOURS } } },
    "severities.P2.hours",
    "unknown-calendar",
  ],
])("%s is found", (_, file, path, reason) => {
  const { findings } = calendarsOf(policySchema.parse(file));
  expect(findings.map((one) => [one.path.join("."), one.reason])).toEqual([[path, reason]]);
});

test("says which calendar was meant, and which country", () => {
  const calendars = { office: { hours: HOURS, holidays: "FRA" } };
  const { findings } = calendarsOf({ severities: { P2: { hours: "offic" } }, calendars }, () => ({ nearest: "FR" }));
  expect(findings.map(({ data }) => data)).toEqual([
    { where: "calendars.office.holidays", given: "FRA", nearest: "FR" },
    { where: "severities.P2.hours", given: "offic", nearest: "office", known: "office, 24x7" },
  ]);
});

test.each(["9:00-18:00", "09:00-09:00", "18:00-09:00", "09:00-24:30", "24:00-24:00", "09:00", "09:00 - 18:00"])(
  "%s is no opening hours",
  (text) => expect(policySchema.safeParse({ calendars: { office: { hours: { monday: text } } } }).success).toBe(false),
);

test("a date off is a date that exists", () => {
  const read = (date: string) => policySchema.safeParse({ calendars: { office: { hours: HOURS, closed: [date] } } });
  expect([read("2026-12-24"), read("2026-02-30"), read("24 Dec")].map(({ success }) => success)).toEqual([
    true,
    false,
    false,
  ]);
});

test("names the holidays to be loaded, each once", () => {
  const calendars = { a: { hours: HOURS, holidays: "FR" }, b: { hours: HOURS, holidays: "FR" }, c: { hours: HOURS } };
  expect(holidayCodes({ calendars })).toEqual(["FR"]);
  expect(holidayCodes({})).toEqual([]);
});
