// The clock on the wall of a place, which never goes back: when the local time is put back, it waits until it is later again.
import { DateTime, IANAZone } from "luxon";

const DAY = 86_400_000;

/**
 * A local date and time without a zone, in ms since 1970-01-01T00:00 of the same wall. Lengths of it are lengths of
 * the calendar: a day is a day, whatever the hours it has.
 */
export type WallTime = number;

/** Reads `2026-01-05 09:00`; undefined when it is not a date with a time (there is no 30 February). */
export function parseWallTime(text: string): WallTime | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text);
  const read = match && DateTime.fromISO(`${match[1]}T${match[2]}`, { zone: "utc" });
  return read?.isValid ? +read : undefined;
}

/** The latest time that the wall of a zone has shown until a moment. */
export function shownBy(at: DateTime, zone: string): WallTime {
  return shown(+at, IANAZone.create(zone));
}

/**
 * The first moment (UTC) at which the wall shows a time or a later one: a time that exists twice is its first
 * occurrence, and one that is jumped over is the jump.
 */
export function firstShown(wall: WallTime, zone: string): DateTime {
  const place = IANAZone.create(zone);
  const [before, after] = [offset(wall - DAY, place), offset(wall + DAY, place)];
  const moment =
    before === after
      ? wall - after
      : firstTrue(wall - Math.max(before, after), wall - Math.min(before, after), isShown);
  return DateTime.fromMillis(moment, { zone: "utc" });

  function isShown(ms: number): boolean {
    return shown(ms, place) >= wall;
  }
}

function shown(ms: number, zone: IANAZone): WallTime {
  const [before, now] = [offset(ms - DAY, zone), offset(ms, zone)];
  if (before <= now) return ms + now;
  const putBack = firstTrue(ms - DAY, ms, (one) => offset(one, zone) === now);
  return Math.max(ms + now, putBack + before - 1);
}

const offset = (ms: number, zone: IANAZone): number => zone.offset(ms) * 60_000;

/** The first whole ms from `low` to `high` at which something is so; it must be so at `high`, and stay so. */
function firstTrue(low: number, high: number, isSo: (ms: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isSo(middle)) to = middle;
    else from = middle + 1;
  }
  return to;
}
