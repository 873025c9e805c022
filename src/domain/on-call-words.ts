// The words of an on-call file: `1w` from one handover to the next, `mon-fri 09:00-18:00` of every week.
import type { WeeklyHours } from "./on-call.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const LENGTHS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: 7 * DAY };
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Reads `12h`, `1d`, `2w` as ms of the wall; undefined when it is none of them. */
export function parseRhythm(text: string): number | undefined {
  const [, count, unit = ""] = /^([1-9]\d{0,2})([hdw])$/.exec(text) ?? [];
  const length = LENGTHS[unit];
  return length && Number(count) * length;
}

/**
 * Reads `mon-fri 09:00-18:00`, `sat 22:00-06:00` (until Sunday morning), `09:00-18:00` (every day); one stretch for each
 * day. Undefined when it is no time of a week.
 */
export function parseWeeklyHours(text: string): WeeklyHours[] | undefined {
  const [, first = "mon", last = first, from = "", to = ""] =
    /^(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text.replace(/^(?=\d)/, "mon-sun ")) ?? [];
  const [begin, end] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  const [opens, closes] = [parseTime(from), parseTime(to)];
  if (begin < 0 || end < 0 || opens === undefined || closes === undefined || opens === closes || opens === DAY)
    return undefined;
  const count = ((end - begin + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, index) => {
    const midnight = ((begin + index) % DAYS.length) * DAY;
    return { from: midnight + opens, to: midnight + closes + (closes < opens ? DAY : 0) };
  });
}

/** ms since midnight; `24:00` is the end of the day. */
function parseTime(text: string): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(":").map(Number);
  const isTime = hours < 24 && minutes < 60;
  return isTime || text === "24:00" ? hours * HOUR + minutes * MINUTE : undefined;
}
