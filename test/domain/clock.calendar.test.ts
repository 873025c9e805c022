// A clock that keeps to a calendar: stops, shares and reminders in working time, checked against counted minutes.
import fc from "fast-check";
import { DateTime, Duration } from "luxon";
import { expect, test } from "vitest";
import { type Calendar, calendarOf } from "../../src/domain/calendar.ts";
import { atRiskAt, earlierSpan, momentOf, spanIn, spanOf, stateAt } from "../../src/domain/clock.ts";
import type { Stop } from "../../src/domain/incident.ts";
import { workedOf } from "../../src/domain/worked.ts";

const HOUR = 3_600_000;
const DAY = [{ from: 9 * HOUR, to: 18 * HOUR }];
const CLOSED: readonly string[] = ["2025-12-25", "2025-12-26"];
const OFFICE: Calendar = calendarOf({
  name: "office",
  timezone: "UTC",
  week: [DAY, DAY, DAY, DAY, DAY, [], []],
  isDayOff: (date) => CLOSED.includes(date),
});

const at = (text: string) => DateTime.fromISO(`${text}Z`, { zone: "utc" });
const hours = (count: number) => Duration.fromObject({ hours: count });
const pause = (from: string, to?: string): Stop => ({ why: "paused", from: at(from), to: to ? at(to) : undefined });
const friday = (stops: Stop[] = [], target = 4) =>
  spanIn(OFFICE, { start: at("2025-12-05T16:00"), target: hours(target), stops });

test("a pause over the weekend takes only the hours that were open", () => {
  const span = friday([pause("2025-12-05T17:00", "2025-12-08T10:00")]);
  expect(span.due).toEqual(at("2025-12-08T13:00"));
  expect(friday([pause("2025-12-05T20:00", "2025-12-07T10:00")]).due).toEqual(at("2025-12-08T11:00"));
});

test("a deadline at closing time stays there when a pause at night takes nothing", () => {
  const before = pause("2025-12-04T20:00", "2025-12-05T08:00");
  const span = spanIn(OFFICE, { start: at("2025-12-04T17:00"), target: hours(10), stops: [before] });
  expect(span.due).toEqual(at("2025-12-05T18:00"));
});

test("while it stands still what is left is working time", () => {
  const span = friday([pause("2025-12-06T12:00")]);
  expect([span.due, span.left?.as("hours")]).toEqual([undefined, 2]);
});

test("is at risk when 80 % of the working time is used, and breached at the deadline", () => {
  const span = friday();
  expect(atRiskAt(span)).toEqual(at("2025-12-08T10:12"));
  const moments = ["2025-12-07T12:00", "2025-12-08T10:11", "2025-12-08T10:12", "2025-12-08T11:00"];
  expect(moments.map((moment) => stateAt(span, at(moment)))).toEqual(["on track", "on track", "at risk", "breached"]);
});

test("a reminder is so much working time from the deadline; one at the deadline is at the deadline", () => {
  const by = (count: number) => momentOf(friday(), { by: hours(count) });
  expect(by(-3)).toEqual(at("2025-12-05T17:00"));
  expect(by(0)).toEqual(at("2025-12-08T11:00"));
  expect(by(8)).toEqual(at("2025-12-09T10:00"));
  expect(momentOf(friday([], 2), { by: hours(0) })).toEqual(at("2025-12-05T18:00"));
  // Longer than the promise: with its beginning.
  expect(by(-99)).toEqual(at("2025-12-05T16:00"));
  expect(momentOf(friday([pause("2025-12-05T16:30", "2025-12-08T09:30")]), { by: hours(-3) })).toEqual(
    at("2025-12-08T10:00"),
  );
});

test("the earlier deadline counts, in whichever hours", () => {
  const roundTheClock = spanOf(at("2025-12-06T12:00"), hours(1), []);
  expect(earlierSpan(friday(), roundTheClock)).toBe(roundTheClock);
});

test("a promise that is out of reach has no deadline", () => {
  const never = calendarOf({ name: "never", timezone: "UTC", week: [], isDayOff: () => false });
  const span = spanIn(never, { start: at("2025-12-05T16:00"), target: hours(4), stops: [] });
  expect(span).toMatchObject({ due: undefined, left: hours(4) });
  expect(stateAt(span, at("2035-12-05T16:00"))).toBe("stopped");
});

/** Three days of the office, minute by minute from Friday at midnight. */
function counted(start: number, target: number, stops: readonly { from: number; to?: number }[]) {
  const isOpen = (minute: number) =>
    [0, 3, 4, 5, 6].includes(Math.floor(minute / 1440)) && minute % 1440 >= 540 && minute % 1440 < 1080;
  let used = 0;
  for (let minute = start; minute < 7 * 1440; minute++) {
    if (!isOpen(minute) || stops.some(({ from, to }) => minute >= from && (to === undefined || minute < to))) continue;
    used++;
    if (used === target) return { due: minute + 1 };
  }
  return { left: target - used };
}

test("is what a person gets who counts the minutes of a week", () => {
  const midnight = at("2025-12-05T00:00");
  const minute = fc.integer({ min: 0, max: 3 * 1440 + 700 });
  const oneStop = fc
    .tuple(minute, fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined, freq: 8 }))
    .map(([from, length]) => ({ from, to: length === undefined ? undefined : Math.min(from + length, 5 * 1440) }));
  const moment = (count: number) => midnight.plus({ minutes: count });
  fc.assert(
    fc.property(
      minute,
      fc.integer({ min: 1, max: 480 }),
      fc.array(oneStop, { maxLength: 4 }),
      (start, target, given) => {
        const stops = given.map(
          ({ from, to }): Stop => ({ why: "paused", from: moment(from), to: to === undefined ? to : moment(to) }),
        );
        const span = spanIn(OFFICE, { start: moment(start), target: Duration.fromObject({ minutes: target }), stops });
        const found = { due: span.due?.diff(midnight).as("minutes"), left: span.left?.as("minutes") };
        const wanted = counted(start, target, given);
        expect(found).toEqual({ due: wanted.due, left: wanted.left });
        const terms = workedOf(span)?.terms ?? [];
        expect(terms.reduce((sum, { length }) => sum + length.as("minutes"), wanted.left ?? 0)).toBe(target);
      },
    ),
    { numRuns: 1000 },
  );
});

const textOf = (terms: NonNullable<ReturnType<typeof workedOf>>["terms"]) =>
  terms.map(
    ({ from, to, length, days }) =>
      `${from.toFormat("d LLL HH:mm")} to ${to.toFormat("d LLL HH:mm")}: ${length.as("hours")} h, ${days}`,
  );

test("the arithmetic names each stretch, of many the first and the last, and the days off between", () => {
  expect(textOf(workedOf(friday())?.terms ?? [])).toEqual([
    "5 Dec 16:00 to 5 Dec 18:00: 2 h, 0",
    "8 Dec 09:00 to 8 Dec 11:00: 2 h, 0",
  ]);
  const long = workedOf(friday([pause("2025-12-08T12:00", "2025-12-08T13:00")], 140));
  expect(textOf(long?.terms ?? [])).toEqual([
    "5 Dec 16:00 to 5 Dec 18:00: 2 h, 0",
    "8 Dec 09:00 to 30 Dec 18:00: 134 h, 15",
    "31 Dec 09:00 to 31 Dec 13:00: 4 h, 0",
  ]);
  expect(long).toMatchObject({ calendar: "office", timezone: "UTC", daysOff: CLOSED, more: 0 });
});

test("a clock that runs round the clock has no such arithmetic", () => {
  expect(workedOf(spanOf(at("2025-12-05T16:00"), hours(4), []))).toBeUndefined();
});
