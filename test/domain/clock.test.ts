// A clock's arithmetic: deadlines, stops, states; checked against somebody who counts every minute.
import fc from "fast-check";
import { Duration } from "luxon";
import { expect, test } from "vitest";
import { atRiskAt, earlierSpan, momentOf, spanOf, stateAt } from "../../src/domain/clock.ts";
import type { Stop } from "../../src/domain/incident.ts";
import { at } from "../support/facts.ts";

const START = at("10:00");
const minutes = (count: number) => Duration.fromObject({ minutes: count });
const stop = (from: string, to?: string): Stop => ({ why: "paused", from: at(from), to: to ? at(to) : undefined });
const after = (minute: number) => START.plus({ minutes: minute });

test("a deadline is the start and the target", () => {
  expect(spanOf(START, minutes(60), [])).toEqual({ start: START, target: minutes(60), due: at("11:00"), stops: [] });
});

test("a stop moves the deadline by its length", () => {
  expect(spanOf(START, minutes(60), [stop("10:20", "10:50")]).due).toEqual(at("11:30"));
});

test("while it stands still it has no deadline, only what is left", () => {
  const span = spanOf(START, minutes(60), [stop("10:20")]);
  expect(span.due).toBeUndefined();
  expect(span.left?.as("minutes")).toBe(40);
});

test("a stop after the deadline changes nothing, nor does one at it or one that ended before the start", () => {
  const stops = [stop("09:00", "10:00"), stop("11:00", "11:30"), stop("12:00")];
  expect(spanOf(START, minutes(60), stops)).toMatchObject({ due: at("11:00"), stops: [] });
});

test("of a stop that began before the start only the rest counts", () => {
  expect(spanOf(START, minutes(60), [stop("09:00", "10:10")]).due).toEqual(at("11:10"));
});

test("time that is stopped twice is stopped once", () => {
  const stops = [stop("10:10", "10:40"), stop("10:20", "10:30"), stop("10:30", "10:50")];
  expect(spanOf(START, minutes(60), stops).due).toEqual(at("11:40"));
  expect(spanOf(START, minutes(60), [stop("10:10", "10:40"), stop("10:30")]).left?.as("minutes")).toBe(50);
});

/** Counts minute by minute: the deadline, or what is left when the clock stands still for good. */
function counted(target: number, stops: readonly { from: number; to?: number }[]): { due?: number; left?: number } {
  let used = 0;
  for (let minute = 0; minute < 10_000; minute++) {
    if (used === target) return { due: minute };
    if (stops.some(({ from, to }) => minute >= from && (to === undefined || minute < to))) continue;
    used++;
  }
  return { left: target - used };
}

test("is what a person gets who counts the minutes", () => {
  const oneStop = fc
    .tuple(fc.integer({ min: -50, max: 300 }), fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined, freq: 8 }))
    .map(([from, length]) => ({ from, to: length === undefined ? undefined : from + length }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 240 }), fc.array(oneStop, { maxLength: 6 }), (target, stops) => {
      const given = stops.map(
        ({ from, to }): Stop => ({ why: "paused", from: after(from), to: to === undefined ? to : after(to) }),
      );
      const span = spanOf(START, minutes(target), given);
      const wanted = counted(target, stops);
      expect({ due: span.due?.diff(START).as("minutes"), left: span.left?.as("minutes") }).toEqual({
        due: wanted.due,
        left: wanted.left,
      });
    }),
    { numRuns: 500 },
  );
});

test("is on track, at risk at 80 %, breached at the deadline", () => {
  const span = spanOf(START, minutes(60), []);
  expect(atRiskAt(span)).toEqual(at("10:48"));
  const times = ["10:00", "10:47:59", "10:48", "10:59:59", "11:00", "12:00"];
  expect(times.map((time) => stateAt(span, at(time)))).toEqual([
    "on track",
    "on track",
    "at risk",
    "at risk",
    "breached",
    "breached",
  ]);
});

test("kept exactly at the deadline is kept, a second later is not", () => {
  const span = spanOf(START, minutes(60), []);
  expect(stateAt({ ...span, done: at("11:00") }, at("12:00"))).toBe("met");
  expect(stateAt({ ...span, done: at("11:00:01") }, at("12:00"))).toBe("breached");
});

test("stands still, unless it was kept before or broken before", () => {
  const still = spanOf(START, minutes(60), [stop("10:20")]);
  expect(stateAt(still, at("15:00"))).toBe("stopped");
  expect(stateAt({ ...still, done: at("10:10") }, at("15:00"))).toBe("met");
  expect(stateAt(spanOf(START, minutes(60), [stop("11:20")]), at("15:00"))).toBe("breached");
});

test("a share of the time used is reached once, whatever stops come later", () => {
  const half = { share: 0.5 };
  expect(momentOf(spanOf(START, minutes(60), []), half)).toEqual(at("10:30"));
  expect(momentOf(spanOf(START, minutes(60), [stop("10:10", "10:20")]), half)).toEqual(at("10:40"));
  expect(momentOf(spanOf(START, minutes(60), [stop("10:40", "10:50")]), half)).toEqual(at("10:30"));
  expect(momentOf(spanOf(START, minutes(60), [stop("10:10")]), half)).toBeUndefined();
});

test("a length is counted from the deadline", () => {
  const span = spanOf(START, minutes(60), []);
  expect(momentOf(span, { by: minutes(-10) })).toEqual(at("10:50"));
  expect(momentOf(span, { by: minutes(30) })).toEqual(at("11:30"));
});

test("of two promises the earlier deadline holds, also while both stand still", () => {
  const [short, long] = [spanOf(START, minutes(60), []), spanOf(START, minutes(90), [])];
  expect(earlierSpan(short, long)).toBe(short);
  expect(earlierSpan(long, short)).toBe(short);
  const [stillShort, stillLong] = [minutes(60), minutes(90)].map((target) => spanOf(START, target, [stop("10:20")]));
  if (!stillShort || !stillLong) return expect.unreachable();
  expect(earlierSpan(stillShort, stillLong)).toBe(stillShort);
  expect(earlierSpan(stillLong, stillShort)).toBe(stillShort);
  expect(earlierSpan(stillShort, long)).toBe(long);
});
