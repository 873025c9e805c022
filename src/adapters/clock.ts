// The only place that reads the time.
import { DateTime } from "luxon";

export interface Clock {
  /** The present moment in UTC. */
  now(): DateTime;
}

export const systemClock: Clock = { now: () => DateTime.utc() };
