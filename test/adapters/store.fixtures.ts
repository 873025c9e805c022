// What the store's tests put in, and the short ways to take things out again.
import { afterEach, beforeEach } from "vitest";
import type { Claim, Delivery, Store } from "../../src/adapters/store/port.ts";

/** Opens a new and empty store. */
export type OpenEmpty = () => Promise<Store>;

/** A moment to count from, in ms; leases in these tests last LEASE. */
export const T0 = Date.UTC(2026, 0, 5, 9);
export const LEASE = 60_000;

/** A delivery to lane `7#1` (or another issue number) that differs from every one with another id. */
export function delivery(id: string, number = 1, more: Partial<Delivery> = {}): Delivery {
  const lane = `7#${number}`;
  return {
    id,
    contentKey: `content of ${id}`,
    lane,
    installation: 3,
    repository: "acme/api",
    number,
    body: `"${id}"`,
    ...more,
  };
}

/** A fresh store for each test, closed after it. */
export function eachWithStore(open: OpenEmpty): () => Store {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());
  return () => store;
}

/** Everything that is due, leased for LEASE. */
export function claimAll(store: Store, now: number): Promise<Claim[]> {
  return store.claim({ now, leaseUntil: now + LEASE, limit: 1000 });
}

/** The one lane that is due; anything else is an error. */
export async function claimOne(store: Store, now: number): Promise<Claim> {
  const [claim, ...others] = await claimAll(store, now);
  if (!claim || others.length > 0)
    throw new Error(`expected one lane to be due, found ${claim ? others.length + 1 : 0}`);
  return claim;
}

/** Ids waiting in a claim, in their order. */
export function ids(claim: Claim): string[] {
  return claim.inbox.map(({ id }) => id);
}

/** What a worker leaves when nothing but a delivery matters any more. */
export const ASLEEP = { memory: "{}", wakeAt: undefined, urgency: 0 } as const;

/** Has the lane finished once with this plan, a millisecond before T0. */
export async function plan(store: Store, number: number, then: { urgency: number; wakeAt: number }): Promise<void> {
  await store.accept([delivery(`plan ${number}`, number)], T0 - 1);
  await store.finish(await claimOne(store, T0 - 1), { memory: `m${number}`, ...then }, T0 - 1);
}
