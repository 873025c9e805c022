// A clock that stands still until it is moved.
import { DateTime } from "luxon";
import type { Clock } from "../adapters/clock.ts";

export interface VirtualClock extends Clock {
  /** Moves to a moment, in ms since the epoch; backwards too. */
  set(at: number): void;
}

export function virtualClock(start: string): VirtualClock {
  let now = DateTime.fromISO(start, { zone: "utc" });
  return {
    now: () => now,
    set(at) {
      now = DateTime.fromMillis(at, { zone: "utc" });
    },
  };
}
