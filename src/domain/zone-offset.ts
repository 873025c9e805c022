// How far a time zone's clocks are ahead of UTC: asked for once a day, because the runtime takes long to tell.
import { IANAZone } from "luxon";

export const DAY = 86_400_000;
/** Offsets remembered at most. */
const MOST_KEPT = 4000;

/** Offsets in milliseconds; instants in milliseconds of the epoch. */
export interface Offsets {
  at(instant: number): number;
  /** At midnight UTC of a day, by its number since 1970-01-01. */
  on(day: number): number;
  /** The first instant of the new offset, between the midnights of two days with different ones. */
  changeBetween(before: number, after: number): number;
}

/** The offsets of an IANA zone. No zone changes its clocks twice within three days. */
export function offsetsOf(timezone: string): Offsets {
  const zone = IANAZone.create(timezone);
  const kept = new Map<number, number>();
  const ask = (instant: number) => zone.offset(instant) * 60_000;
  const on = (day: number) => {
    const known = kept.get(day);
    if (known !== undefined) return known;
    const offset = ask(day * DAY);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(day, offset);
    return offset;
  };
  return {
    on,
    at(instant) {
      const day = Math.floor(instant / DAY);
      return on(day) === on(day + 1) ? on(day) : ask(instant);
    },
    changeBetween(before, after) {
      let [old, recent] = [before * DAY, after * DAY];
      while (recent - old > 1) {
        const middle = Math.floor((old + recent) / 2);
        if (ask(middle) === on(before)) old = middle;
        else recent = middle;
      }
      return recent;
    },
  };
}
