// Time as a calendar counts it: real time that passes while it is open; round the clock where there is no calendar.
import { DateTime, type Duration } from "luxon";
import type { Calendar } from "./calendar.ts";
import { lengthOf, type Stretch } from "./stretch.ts";

/** Days after which nobody looks further: a promise that needs ten years of opening hours has no deadline. */
const HORIZON = 3660;

/**
 * The first moment by which so much time has passed; for no time at all, the first that is open. A length that is used up
 * at closing time ends then, not at the next opening. Undefined when ten years are not enough.
 */
export function timeAfter(hours: Calendar | undefined, at: DateTime, length: Duration): DateTime | undefined {
  if (!hours) return at.plus(length);
  const from = at.toMillis();
  let missing = length.toMillis();
  const today = hours.dayAt(from);
  for (let day = today; day < today + HORIZON; day++) {
    for (const opening of hours.openings(day)) {
      if (opening.to <= from) continue;
      const start = Math.max(opening.from, from);
      if (missing <= opening.to - start) return DateTime.fromMillis(start + missing, { zone: at.zone });
      missing -= opening.to - start;
    }
  }
  return undefined;
}

/** How much time passes from one moment to another; none when the other is earlier. */
export function timeBetween(hours: Calendar | undefined, from: DateTime, to: DateTime): Duration {
  if (!hours) return to.diff(from);
  return lengthOf(openingsBetween(hours, from, to));
}

/** The stretches between two moments in which the calendar is open, in order. */
export function openingsBetween(hours: Calendar, from: DateTime, to: DateTime): Stretch[] {
  const [start, end] = [from.toMillis(), to.toMillis()];
  const found: Stretch[] = [];
  if (end <= start) return found;
  const last = hours.dayAt(end);
  for (let day = hours.dayAt(start); day <= last; day++) {
    for (const opening of hours.openings(day)) {
      const open = { from: Math.max(opening.from, start), to: Math.min(opening.to, end) };
      if (open.from < open.to) found.push(open);
    }
  }
  return found;
}
