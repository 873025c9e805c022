// What cannot be reached or written for now: how patient we are with it, and when it is looked at again.
import type { DateTime } from "luxon";
import { isLimit } from "../adapters/github/outcome.ts";
import type { Claim } from "../adapters/store/port.ts";
import { earliest } from "../domain/clock.ts";
import type { Memory } from "./memory.ts";
import { parseNotice } from "./notice.ts";

/** Suspended, removed, hidden, deleted, or too new to be seen: GitHub says one of these. */
const ABSENT = [401, 403, 404, 410, 451];
/** Seconds. A webhook that tells of the return wakes the lane at once. */
const LONGEST_ABSENCE = 3600;
/** A 404 may pass (GitHub lags, a repository is given back): only after so many looks, about a day, is the issue forgotten. */
const LOOKS = 35;

/** When to look again at what GitHub would not show: after 1, 2, 4 … seconds, at most an hour; undefined for other failures. */
export function absentUntil(error: unknown, { attempts }: Claim, now: DateTime): DateTime | undefined {
  const { status = 0, response } = (error ?? {}) as { status?: number; response?: unknown };
  if (!response || !ABSENT.includes(status) || isLimit(error)) return undefined;
  return now.plus({ seconds: Math.min(LONGEST_ABSENCE, 2 ** Math.min(attempts, 20)) });
}

/** Not found, and a webhook said why, or it was looked for long enough. */
export function isGoneForGood(error: unknown, { attempts, inbox }: Claim): boolean {
  if ((error as { status?: number }).status !== 404) return false;
  return attempts >= LOOKS || inbox.some(({ body }) => parseNotice(body).isGone);
}

/** What GitHub would not have done is tried again after this long, and after twice as long each time. */
const FIRST_PAUSE = { minutes: 5 };
/** Then only news makes us try again. */
const GIVE_UP = { days: 1 };

/** After a pass that had to be repeated: a list that lagged may have made us say something twice. */
const LOOK_AGAIN = { minutes: 4 };

type Patience = Pick<Memory, "refusedSince" | "lookAgainAt">;

/** What is remembered of a pass that was refused something, or that had to be repeated. */
export function patience(
  { memory, claim, isRefused }: { memory: Memory; claim: Claim; isRefused: boolean },
  now: DateTime,
): Patience {
  const lookAgainAt = claim.attempts > 0 ? +now.plus(LOOK_AGAIN) : memory.lookAgainAt;
  return {
    refusedSince: isRefused ? (memory.refusedSince ?? +now) : undefined,
    lookAgainAt: lookAgainAt && lookAgainAt > +now ? lookAgainAt : undefined,
  };
}

/** The next look: at what is due next, or earlier at what was refused or may have been said twice. */
export function nextLook(
  wakeAt: DateTime | undefined,
  { refusedSince, lookAgainAt }: Patience,
  now: DateTime,
): DateTime | undefined {
  const again = lookAgainAt === undefined ? undefined : now.plus(lookAgainAt - +now);
  // What is due at once and refused is not asked for again at once.
  const due = refusedSince !== undefined && wakeAt && wakeAt <= now ? undefined : wakeAt;
  return earliest(due, again, refusedSince === undefined ? undefined : tryAgainAt(refusedSince, now));
}

/** When to try again what GitHub refuses since then (ms); undefined after a day of it. */
function tryAgainAt(since: number, now: DateTime): DateTime | undefined {
  if (since < +now.minus(GIVE_UP)) return undefined;
  return now.plus(Math.max(+now.plus(FIRST_PAUSE) - +now, +now - since));
}
