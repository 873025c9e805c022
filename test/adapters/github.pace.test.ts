// The pace of an installation: never more than GitHub allows, the severe first, everybody with a turn of its own.
import { describe, expect, test } from "vitest";
import { createPace, type Pace, Paced } from "../../src/adapters/github/pace.ts";

const COMMENT = { points: 5, isContent: true };
const READ = { points: 1, isContent: false };
const MINUTE = 60_000;
const T0 = Date.parse("2026-03-02T09:00:00Z");

/** When it may be made: `now`, or the moment it is told to come back. */
function at(pace: Pace, now: number, { cost = COMMENT, urgency = 0 } = {}): number {
  try {
    pace.spend(cost, urgency, now);
    return now;
  } catch (error) {
    if (!(error instanceof Paced)) throw error;
    return error.at;
  }
}

const made = (pace: Pace, count: number, more: { now?: number; urgency?: number; cost?: typeof READ } = {}) =>
  Array.from({ length: count }, () => at(pace, more.now ?? T0, more)).filter((moment) => moment === (more.now ?? T0))
    .length;

describe("limits", () => {
  test("80 contents a minute for the most severe, three quarters of it for the rest", () => {
    expect(made(createPace(), 200)).toBe(80);
    expect(made(createPace(), 200, { urgency: 3 })).toBe(60);
  });

  test("900 points a minute, reading 1", () => {
    expect(made(createPace(), 2000, { cost: READ })).toBe(900);
    expect(made(createPace(), 2000, { cost: { points: 5, isContent: false } })).toBe(180);
  });

  test("500 contents an hour", () => {
    const pace = createPace();
    let count = 0;
    for (let now = T0; now < T0 + 55 * MINUTE; now += 2_000) count += Number(at(pace, now) === now);
    expect(count).toBe(500);
  });

  test("a flood leaves room for something worse", () => {
    const pace = createPace();
    made(pace, 500, { urgency: 3 });
    expect(at(pace, T0, { urgency: 3 })).toBeGreaterThan(T0);
    expect(made(pace, 500, { urgency: 1 })).toBe(12);
    expect(made(pace, 500, { urgency: 0 })).toBe(8);
  });
});

test("who has to wait is given a turn of its own, and at its turn may go", () => {
  const pace = createPace();
  const waiting = Array.from({ length: 200 }, () => at(pace, T0, { urgency: 3 })).filter((moment) => moment > T0);
  expect(new Set(waiting).size).toBe(waiting.length);
  expect(waiting).toEqual(waiting.toSorted((one, other) => one - other));
  for (const moment of waiting) expect(at(pace, moment, { urgency: 3 })).toBe(moment);
});

test("however it is used, no 60 seconds hold more than 80", () => {
  const pace = createPace();
  const times: number[] = [];
  let queue = Array.from({ length: 400 }, (_, index) => ({ now: T0 + index * 37, urgency: index % 5 }));
  while (queue.length > 0) {
    const [first, ...rest] = queue.toSorted((one, other) => one.now - other.now);
    if (!first) break;
    const moment = at(pace, first.now, { urgency: first.urgency });
    if (moment === first.now) times.push(moment);
    queue = moment === first.now ? rest : [...rest, { ...first, now: moment }];
  }
  expect(times).toHaveLength(400);
  for (const [index, time] of times.entries()) {
    expect(times.slice(index).filter((other) => other < time + MINUTE).length).toBeLessThanOrEqual(80);
  }
});

describe("what GitHub asks for", () => {
  test("a pause is everybody's, also the most severe's, and never shortened", () => {
    const pace = createPace();
    pace.pause(T0, T0 + 90_000);
    pace.pause(T0, T0 + 30_000);
    expect(at(pace, T0, { cost: READ })).toBe(T0 + 90_000);
    expect(at(pace, T0 + 90_000, { cost: READ })).toBe(T0 + 90_000);
  });

  test("a pause is over when the clock is set back to before it began: GitHub says it again if it must", () => {
    const pace = createPace();
    pace.pause(T0, T0 + 90_000);
    expect(at(pace, T0 - 100 * MINUTE, { cost: READ })).toBe(T0 - 100 * MINUTE);
    expect(at(pace, T0 + 1, { cost: READ })).toBe(T0 + 90_000);
  });

  test("with a tenth of the hour's requests left, only P0 and P1 go on", () => {
    const pace = createPace();
    pace.left(0.09, T0 + 20 * MINUTE);
    expect(at(pace, T0, { cost: READ, urgency: 2 })).toBe(T0 + 20 * MINUTE);
    expect(at(pace, T0, { cost: READ, urgency: 1 })).toBe(T0);
    pace.left(0.99, T0 + 80 * MINUTE);
    expect(at(pace, T0 + 20 * MINUTE, { cost: READ, urgency: 9 })).toBe(T0 + 20 * MINUTE);
  });
});
