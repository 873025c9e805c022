// A hundred thousand incidents that wait, and how a worker takes those that are due.
import type { Store } from "../../src/adapters/store/port.ts";

export const WAITING = 100_000;
/** Some are due in each round, the rest much later; milliseconds. */
export const ROUNDS = 20;
export const DUE_PER_ROUND = 1000;
export const LATER = 10_000_000;
/** What a worker takes at once (work.ts). */
export const BATCH = 16;
/** As much as an incident of some age remembers. */
export const MEMORY = JSON.stringify({ revision: 7, card: 4711, seenAt: 1, timeline: "x".repeat(800) });

/** When the lane with this number is due. */
export function dueAt(number: number): number {
  return number <= ROUNDS * DUE_PER_ROUND ? (number % ROUNDS) + 1 : LATER;
}

/** Lanes as they are in the middle of their lives: looked at once, remembered, each with its next moment. */
export async function fill(store: Store): Promise<void> {
  const numbers = Array.from({ length: WAITING }, (_, i) => i + 1);
  const named = { installation: 1, repository: "acme/shop" };
  await Promise.all(numbers.map((number) => store.wake({ lane: `1#${number}`, number, ...named }, 0)));
  for (;;) {
    const claims = await store.claim({ now: 0, leaseUntil: 1, limit: 1000 });
    if (claims.length === 0) return;
    await Promise.all(
      claims.map((claim) => {
        const finish = { memory: MEMORY, wakeAt: dueAt(claim.number), urgency: claim.number % 4 };
        return store.finish(claim, finish, 0);
      }),
    );
  }
}

/** Claims and finishes in a worker's batches what is due, at most so many; resolves to their number. */
export async function wakeUp(store: Store, now: number, most: number): Promise<number> {
  let woken = 0;
  while (woken < most) {
    const claims = await store.claim({ now, leaseUntil: now + 30_000, limit: BATCH });
    if (claims.length === 0) break;
    const finish = { memory: MEMORY, wakeAt: 2 * LATER, urgency: 2 };
    await Promise.all(claims.map((claim) => store.finish(claim, finish, now)));
    woken += claims.length;
  }
  return woken;
}
