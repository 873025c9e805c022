// What every store must do when a lane begins without a delivery, and when it ends.
import { describe, expect, test } from "vitest";
import { StaleClaim } from "../../src/adapters/store/stale-claim.ts";
import {
  ASLEEP,
  claimAll,
  claimOne,
  delivery,
  eachWithStore,
  ids,
  LEASE,
  type OpenEmpty,
  plan,
  T0,
} from "./store.fixtures.ts";

export function wakeAndForgetContract(open: OpenEmpty): void {
  describe("wake", () => wakeContract(open));
  describe("forget", () => forgetContract(open));
}

function wakeContract(open: OpenEmpty): void {
  const store = eachWithStore(open);
  const lane = { lane: "7#1", installation: 3, repository: "acme/api", number: 1 };

  test("makes a lane, and wakes it at the latest by then", async () => {
    await store().wake(lane, T0 + 10);
    expect(await store().lanes("acme/api")).toEqual([]);
    expect(await claimAll(store(), T0 + 9)).toEqual([]);
    await store().wake(lane, T0 + 20);
    await store().wake({ ...lane, repository: "acme/core" }, T0 + 5);
    expect(await store().nextDue()).toBe(T0 + 5);
    expect(await claimOne(store(), T0 + 5)).toMatchObject({ ...lane, repository: "acme/core", inbox: [] });
  });

  test("of several moments asked for at once the earliest counts", async () => {
    await Promise.all([30, 10, 20].map((wait) => store().wake(lane, T0 + wait)));
    expect(await store().nextDue()).toBe(T0 + 10);
  });

  test("asked for during a lease it holds after it, unless the worker wants an earlier moment", async () => {
    await store().wake(lane, T0);
    const first = await claimOne(store(), T0);
    await store().wake(lane, T0 + 3 * LEASE);
    await store().wake(lane, T0 + 4 * LEASE);
    expect(await claimAll(store(), T0 + 1)).toEqual([]);
    await store().finish(first, ASLEEP, T0 + 1);
    expect(await store().nextDue()).toBe(T0 + 3 * LEASE);
    const second = await claimOne(store(), T0 + 3 * LEASE);
    await store().wake(lane, T0 + 9 * LEASE);
    await store().finish(second, { ...ASLEEP, wakeAt: T0 + 5 * LEASE }, T0 + 3 * LEASE);
    expect(await store().nextDue()).toBe(T0 + 5 * LEASE);
  });
}

function forgetContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("lane, intents and inbox go, and the claim is over", async () => {
    await plan(store(), 1, { urgency: 2, wakeAt: T0 });
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().intend(claim, "say hello", T0);
    await store().forget(claim);
    expect([await store().lanes("acme/api"), await store().nextDue()]).toEqual([[], undefined]);
    await expect(store().forget(claim)).rejects.toThrow(StaleClaim);
    await store().accept([delivery("b")], T0 + 1);
    const next = await claimOne(store(), T0 + 1);
    expect([next.memory, next.attempts, ids(next)]).toEqual(["", 0, ["b"]]);
    expect(next.fence).toBeGreaterThan(claim.fence);
    expect((await store().intend(next, "say hello", T0 + 1)).state).toBe("new");
  });

  test("what arrived meanwhile is not forgotten with it", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().accept([delivery("b")], T0 + 1);
    await store().forget(claim);
    expect(ids(await claimOne(store(), T0 + 1))).toEqual(["b"]);
  });

  test("what is left of a forgotten lane is dropped with its inbox", async () => {
    await store().accept([delivery("a")], T0);
    await store().forget(await claimOne(store(), T0));
    await store().prune(T0 + 1);
    await store().accept([delivery("a")], T0 + 2);
    expect(await claimOne(store(), T0 + 2)).toMatchObject({ fence: 1, inbox: [{ id: "a" }] });
  });
}
