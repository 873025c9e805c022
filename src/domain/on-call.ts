// On call: whose turn it is at a moment, by rotations that go round and overrides of them.
import type { DateTime } from "luxon";
import { firstShown, shownBy, type WallTime } from "./wall-clock.ts";

/** A stretch of every week, in ms since Monday 00:00 of the wall; `to` may lie in the next week. */
export interface WeeklyHours {
  readonly from: number;
  readonly to: number;
}

export interface Rotation {
  readonly name: string;
  readonly starts: WallTime;
  /** ms of the wall from one handover to the next. */
  readonly every: number;
  /** `@login` or `@org/team`, in the order of their turns; at least one. */
  readonly people: readonly string[];
  /** Undefined: always. */
  readonly hours?: readonly WeeklyHours[];
}

/** Somebody takes over a rotation for a while, whoever's turn it is. */
export interface Override {
  readonly rotation: string;
  readonly from: WallTime;
  readonly to: WallTime;
  readonly who: string;
}

export interface Schedule {
  readonly timezone: string;
  readonly rotations: readonly Rotation[];
  /** Where two overlap, the later one holds. */
  readonly overrides: readonly Override[];
}

export interface Stretch {
  readonly from: DateTime;
  readonly to: DateTime;
}

export interface Shift extends Stretch {
  readonly people: readonly string[];
}

const WEEK = 7 * 86_400_000;
/** Monday 1970-01-05 00:00. */
const MONDAY = 4 * 86_400_000;

/**
 * Who is on call at a moment (`@login`, `@org/team`), by the rotation of that name; without a name by the first one, from
 * the top of the file, that has somebody then. Nobody before a rotation starts, outside its hours, and where there is no
 * such rotation.
 */
export function onCallAt(schedule: Schedule, name: string | undefined, at: DateTime): readonly string[] {
  const wall = shownBy(at, schedule.timezone);
  const rotations = schedule.rotations.filter((rotation) => name === undefined || rotation.name === name);
  return rotations.map((rotation) => turnAt(rotation, schedule, wall)).find((people) => people.length > 0) ?? [];
}

/** The names of rotations that targets of the ladder ask for; undefined for plain `on-call`. Others are left out. */
export function rotationsNamed(targets: readonly string[]): (string | undefined)[] {
  return targets.flatMap((target) => {
    const match = /^on-call(?::(.+))?$/.exec(target);
    return match ? [match[1]] : [];
  });
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

function turnAt(rotation: Rotation, { overrides }: Schedule, wall: WallTime): readonly string[] {
  const { name, starts, people, hours } = rotation;
  const override = overrides.findLast((one) => one.rotation === name && one.from <= wall && wall < one.to);
  if (override) return [override.who];
  if (wall < starts || (hours && !hours.some((some) => isWithin(some, wall)))) return [];
  return people.slice(turnOf(rotation, wall) % people.length).slice(0, 1);
}

const turnOf = ({ starts, every }: Rotation, wall: WallTime): number => Math.floor((wall - starts) / every);

function isWithin({ from, to }: WeeklyHours, wall: WallTime): boolean {
  const inWeek = (wall - MONDAY) % WEEK;
  return (from <= inWeek && inWeek < to) || inWeek + WEEK < to;
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
