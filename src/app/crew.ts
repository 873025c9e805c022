// The crew: as many hands as GitHub lets work at once, each taking the next lane that is due.
import { type Shop, workOn } from "./work.ts";

/** Longer than a request may take and be repeated; after it a dead worker's lanes are taken over. */
const LEASE = { seconds: 30 };
/** Lanes worked on at the same time, three requests each at the most: GitHub allows 100 concurrent ones. */
const AT_ONCE = 32;

export interface Crew {
  /** Begins what is due, as far as hands are free, and calls `freed` as each is free again; resolves to how many began. */
  begin(freed?: () => void): Promise<number>;
  /** Works through everything that is due; resolves to the number of lanes that were worked on. */
  work(): Promise<number>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** The hands that work on lanes; nobody waits for the slowest. */
export function createCrew(shop: Shop): Crew {
  const underWay = new Set<Promise<void>>();
  async function begin(freed = () => {}): Promise<number> {
    const limit = AT_ONCE - underWay.size;
    if (limit <= 0) return 0;
    const now = shop.clock.now();
    const claims = await shop.store.claim({ now: +now, leaseUntil: +now.plus(LEASE), limit });
    for (const claim of claims) {
      const work: Promise<void> = workOn(claim, shop).finally(() => {
        underWay.delete(work);
        freed();
      });
      underWay.add(work);
    }
    return claims.length;
  }
  return {
    begin,
    async work() {
      for (let worked = 0; ; ) {
        const begun = await begin();
        worked += begun;
        if (begun === 0 && underWay.size === 0) return worked;
        if (begun === 0) await Promise.race(underWay);
      }
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
