// Who is on call throughout a window: shift by shift, with the holes between them.
import type { DateTime } from "luxon";
import {
  MONDAY,
  onCallAt,
  type Rotation,
  rotationsNamed,
  type Schedule,
  turnOf,
  WEEK,
  type WeeklyHours,
} from "./on-call.ts";
import { firstShown, shownBy, type WallTime } from "./wall-clock.ts";

export interface Stretch {
  readonly from: DateTime;
  readonly to: DateTime;
}

export interface Shift extends Stretch {
  readonly people: readonly string[];
}

/**
 * Who is on call by targets of the ladder (`on-call`, `on-call:NAME`) throughout a window, without gaps, each shift
 * with other people than the one before; its start is the handover. At most a few years are a sensible window.
 */
export function shiftsIn(schedule: Schedule, targets: readonly string[], window: Stretch): Shift[] {
  const names = rotationsNamed(targets);
  const moments = [window.from, ...turnsIn(schedule, window), window.to];
  const shifts: Shift[] = [];
  for (const [index, from] of moments.slice(0, -1).entries()) {
    const to = moments[index + 1] ?? window.to;
    const people = [...new Set(names.flatMap((name) => onCallAt(schedule, name, from)))];
    const last = shifts.at(-1);
    if (last?.people.join() === people.join()) shifts[shifts.length - 1] = { ...last, to };
    else if (to > from) shifts.push({ from, to, people });
  }
  return shifts;
}

/** The stretches of a window during which none of the targets (`on-call`, `on-call:NAME`) is anybody. */
export function holesIn(schedule: Schedule, targets: readonly string[], window: Stretch): Stretch[] {
  return shiftsIn(schedule, targets, window).flatMap(({ people, from, to }) =>
    people.length === 0 ? [{ from, to }] : [],
  );
}

/** Every moment inside a window at which somebody's turn may begin or end, in order. */
function turnsIn({ rotations, overrides, timezone }: Schedule, { from, to }: Stretch): DateTime[] {
  const [first, last] = [shownBy(from, timezone), shownBy(to, timezone)];
  const walls = [
    ...rotations.flatMap((rotation) => handovers(rotation, first, last)),
    ...rotations.flatMap(({ hours = [] }) => hours.flatMap((some) => weekly(some, first, last))),
    ...overrides.flatMap((override) => [override.from, override.to]),
  ];
  return [...new Set(walls)]
    .filter((wall) => wall > first && wall <= last)
    .toSorted((a, b) => a - b)
    .map((wall) => firstShown(wall, timezone))
    .filter((moment) => moment > from && moment < to);
}

function handovers(rotation: Rotation, first: WallTime, last: WallTime): WallTime[] {
  const turn = Math.max(0, turnOf(rotation, first));
  return stepsTo(last, rotation.starts + turn * rotation.every, rotation.every);
}

function weekly({ from, to }: WeeklyHours, first: WallTime, last: WallTime): WallTime[] {
  const monday = first - ((first - MONDAY) % WEEK) - WEEK;
  return stepsTo(last, monday, WEEK).flatMap((week) => [week + from, week + to]);
}

function stepsTo(last: WallTime, first: WallTime, step: number): WallTime[] {
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => first + index * step);
}
