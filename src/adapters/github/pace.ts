// The pace of one installation: what it has used of GitHub's limits, and until when GitHub wants to be left alone.
//
// Nothing waits here: a request that would go too far is refused with the moment at which it may be made, and its lane
// comes again then. The more severe an incident, the more of a limit it may use, so a flood never delays a P0.

/** A request that was not made, so that a limit of GitHub's is not exceeded; it may be made at `at` (ms). */
export class Paced extends Error {
  readonly at: number;
  constructor(at: number) {
    super(`not before ${new Date(at).toISOString()}: GitHub's limits`);
    this.name = "Paced";
    this.at = at;
  }
}

/** What a request costs: points as GitHub counts them, and whether it makes content. */
export interface Cost {
  readonly points: number;
  readonly isContent: boolean;
}

export interface Pace {
  /** Counts a request; throws `Paced` when it has to wait. `urgency` 0 is most urgent. */
  spend(cost: Cost, urgency: number, now: number): void;
  /** GitHub refused until then: nothing of this installation is asked for in between. A clock that is set back ends it. */
  pause(from: number, until: number): void;
  /** What GitHub says is left of the requests of this hour, and when (ms) they are renewed. */
  left(share: number, resetAt: number): void;
}

interface Limit {
  readonly most: number;
  /** Milliseconds; a little longer than GitHub's own, because a request arrives later than it is sent. */
  readonly window: number;
  of(cost: Cost): number;
}

const SECOND = 1000;
const MINUTE = 62 * SECOND;
const HOUR = 3_630 * SECOND;

/** "Rate limits for the REST API": 900 points a minute, 80 contents a minute, 500 an hour. */
const LIMITS: readonly Limit[] = [
  { most: 900, window: MINUTE, of: ({ points }) => points },
  { most: 80, window: MINUTE, of: ({ isContent }) => Number(isContent) },
  { most: 500, window: HOUR, of: ({ isContent }) => Number(isContent) },
];

/** Of each limit, by urgency; what is kept back is there when something worse happens. */
const SHARES = [1, 0.9];
const SHARE_OF_OTHERS = 0.75;
/** Of the requests of an hour: with less left than this, what is not urgent waits for the next hour. */
const KEPT_BACK = 0.1;

export function createPace(): Pace {
  let paused = { from: 0, until: 0 };
  let kept = { until: 0, isScarce: false };
  const ledgers = LIMITS.map((limit) => createLedger(limit));
  return {
    spend(cost, urgency, now) {
      if (now >= paused.from && now < paused.until) throw new Paced(paused.until);
      if (urgency > 1 && kept.isScarce && now < kept.until) throw new Paced(kept.until);
      const share = SHARES[urgency] ?? SHARE_OF_OTHERS;
      const free = Math.max(...ledgers.map((ledger) => ledger.freeAt(cost, share, now)));
      if (free > now) throw new Paced(free);
      for (const ledger of ledgers) ledger.enter(cost, now);
    },
    pause(from, until) {
      if (from < paused.from || until > paused.until) paused = { from, until };
    },
    left(share, resetAt) {
      kept = { until: resetAt, isScarce: share < KEPT_BACK };
    },
  };
}

interface Ledger {
  freeAt(cost: Cost, share: number, now: number): number;
  enter(cost: Cost, now: number): void;
}

/** What was used of one limit in its window. Who has to wait is given a turn, one after another, not all the same one. */
function createLedger({ most, window, of }: Limit): Ledger {
  const entries: { at: number; amount: number }[] = [];
  let used = 0;
  const turns = new Map<number, number>();
  return {
    freeAt(cost, share, now) {
      const amount = of(cost);
      const gone = entries.findIndex(({ at }) => at > now - window);
      for (const entry of entries.splice(0, gone < 0 ? entries.length : gone)) used -= entry.amount;
      const limit = most * share;
      if (amount === 0 || used + amount <= limit) return now;
      const free = firstFree(entries, used + amount - limit) + window;
      const turn = Math.max(free, (turns.get(share) ?? 0) + (window * amount) / limit);
      turns.set(share, turn);
      return Math.ceil(turn);
    },
    enter(cost, now) {
      const amount = of(cost);
      if (amount === 0) return;
      entries.push({ at: now, amount });
      used += amount;
    },
  };
}

/** When the entry was made whose end makes room for this much. */
function firstFree(entries: readonly { at: number; amount: number }[], needed: number): number {
  let freed = 0;
  for (const { at, amount } of entries) {
    freed += amount;
    if (freed >= needed) return at;
  }
  return entries.at(-1)?.at ?? 0;
}
