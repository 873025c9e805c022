// Gives a lane back that could not be finished: held, paced, out of reach, limited or failed; and says when it comes again.
import type { DateTime } from "luxon";
import { outcomeOf } from "../adapters/github/outcome.ts";
import { Paced } from "../adapters/github/pace.ts";
import type { Claim } from "../adapters/store/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import { absentUntil } from "./absence.ts";
import { Hold, type Tools } from "./post.ts";

type Parts = Pick<Tools, "clock" | "store" | "log">;

/** Seconds. */
const LONGEST_BACKOFF = 300;

/** Gives the lane back: held, limited, or failed; a failure is tried again after 1, 2, 4 … seconds, at most 5 minutes. */
export async function postpone(claim: Claim, error: unknown, { clock, store, log }: Parts): Promise<void> {
  if (error instanceof StaleClaim) return;
  const now = clock.now();
  const absent = absentUntil(error, claim, now);
  const at = absent ?? retryAt(error, claim, now);
  const isPaced = error instanceof Paced;
  // Once is enough: an installation that is suspended has many lanes, and may stay so for months.
  if (absent && claim.attempts > 0) log.debug({ lane: claim.lane, again: at.toISO() }, "still out of reach");
  else if (absent) log.warn({ lane: claim.lane, again: at.toISO(), err: error }, "out of reach");
  else if (error instanceof Hold || isPaced)
    log.info({ lane: claim.lane, until: at.toISO(), why: error.message }, "waiting");
  else
    log.error(
      { lane: claim.lane, attempts: claim.attempts, again: at.toISO(), err: error },
      "failed; will be tried again",
    );
  await store.retry(claim, +at, isPaced);
}

function retryAt(error: unknown, claim: Claim, now: DateTime): DateTime {
  if (error instanceof Hold) return error.until;
  const outcome = outcomeOf(error, now);
  if (outcome.kind === "later") return outcome.at;
  return now.plus({ seconds: Math.min(LONGEST_BACKOFF, 2 ** claim.attempts) });
}
