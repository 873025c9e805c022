// On call: whose turn it is at a moment, by rotations that go round and overrides of them.
import type { DateTime } from "luxon";
import { shownBy, type WallTime } from "./wall-clock.ts";

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

export const WEEK = 7 * 86_400_000;
/** Monday 1970-01-05 00:00. */
export const MONDAY = 4 * 86_400_000;

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

function turnAt(rotation: Rotation, { overrides }: Schedule, wall: WallTime): readonly string[] {
  const { name, starts, people, hours } = rotation;
  const override = overrides.findLast((one) => one.rotation === name && one.from <= wall && wall < one.to);
  if (override) return [override.who];
  if (wall < starts || (hours && !hours.some((some) => isWithin(some, wall)))) return [];
  return people.slice(turnOf(rotation, wall) % people.length).slice(0, 1);
}

/** How many handovers there have been since the first. */
export const turnOf = ({ starts, every }: Rotation, wall: WallTime): number => Math.floor((wall - starts) / every);

function isWithin({ from, to }: WeeklyHours, wall: WallTime): boolean {
  const inWeek = (wall - MONDAY) % WEEK;
  return (from <= inWeek && inWeek < to) || inWeek + WEEK < to;
}
