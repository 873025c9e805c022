// What every store must do with lanes: one holder at a time, the most urgent first, and never forgotten.
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

export function laneContract(open: OpenEmpty): void {
  describe("lease and fence", () => leaseContract(open));
  describe("many", () => manyContract(open));
  describe("urgency and moments", () => orderContract(open));
  describe("a plan", () => planContract(open));
  describe("names", () => nameContract(open));
  describe("retry", () => retryContract(open));
}

function leaseContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("a leased lane is claimed again only after its lease, with everything that waits", async () => {
    await store().accept([delivery("a")], T0);
    const first = await claimOne(store(), T0);
    expect(await claimAll(store(), T0 + LEASE - 1)).toEqual([]);
    const second = await claimOne(store(), T0 + LEASE);
    expect(ids(second)).toEqual(["a"]);
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  test("who was overtaken can neither finish nor give back nor forget", async () => {
    await store().accept([delivery("a")], T0);
    const first = await claimOne(store(), T0);
    const second = await claimOne(store(), T0 + LEASE);
    expect(await store().finish(first, { ...ASLEEP, memory: "mine" }, T0 + LEASE)).toBe(false);
    expect(await store().retry(first, T0)).toBe(false);
    await expect(store().forget(first)).rejects.toThrow(StaleClaim);
    expect(await claimAll(store(), T0 + LEASE)).toEqual([]);
    expect(await store().lanes("acme/api")).toEqual([]);
    expect(await store().finish(second, { ...ASLEEP, memory: "theirs" }, T0 + LEASE)).toBe(true);
    expect((await store().lanes("acme/api"))[0]?.memory).toBe("theirs");
  });

  test("a claim given back is over", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    expect(await store().finish(claim, ASLEEP, T0)).toBe(true);
    expect(await store().finish(claim, { ...ASLEEP, wakeAt: T0 }, T0)).toBe(false);
    expect(await store().retry(claim, T0)).toBe(false);
    expect(await store().nextDue()).toBeUndefined();
  });
}

function manyContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("parallel claims never share a lane, and together take all", async () => {
    await store().accept(
      Array.from({ length: 60 }, (_, i) => delivery(`d${i}`, i)),
      T0,
    );
    const takers = Array.from({ length: 12 }, () => store().claim({ now: T0, leaseUntil: T0 + LEASE, limit: 5 }));
    const taken = [...(await Promise.all(takers)).flat(), ...(await claimAll(store(), T0))].map(({ lane }) => lane);
    expect(taken).toHaveLength(60);
    expect(new Set(taken).size).toBe(60);
  });
}

function orderContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("the most urgent first, then the longest due, and no more than asked for", async () => {
    const plans = [
      [1, 2, 10],
      [2, 0, 30],
      [3, 2, 5],
      [4, 0, 20],
      [5, 1, 1],
      [6, 0, 99],
    ] as const;
    for (const [number, urgency, wakeAt] of plans) await plan(store(), number, { urgency, wakeAt: T0 + wakeAt });
    const take = async (limit: number) =>
      (await store().claim({ now: T0 + 50, leaseUntil: T0 + LEASE, limit })).map(({ number }) => number);
    expect([await take(1), await take(3), await take(0), await take(10)]).toEqual([[4], [2, 5, 3], [], [1]]);
  });

  test("what a delivery says makes a lane more urgent, never less, until it is finished", async () => {
    await plan(store(), 1, { urgency: 3, wakeAt: T0 + 10 });
    const urgencyAfter = async (id: string, urgency?: number) => {
      await store().accept([delivery(id, 1, { urgency })], T0);
      const claim = await claimOne(store(), T0 + LEASE);
      await store().retry(claim, T0);
      return claim.urgency;
    };
    expect([await urgencyAfter("a"), await urgencyAfter("b", 5), await urgencyAfter("c", 1)]).toEqual([3, 3, 1]);
  });

  test("the next moment is the earliest of all lanes, and a lease counts with its end", async () => {
    expect(await store().nextDue()).toBeUndefined();
    await plan(store(), 1, { urgency: 2, wakeAt: T0 + 10 });
    await plan(store(), 2, { urgency: 0, wakeAt: T0 + 20 });
    expect(await store().nextDue()).toBe(T0 + 10);
    await claimOne(store(), T0 + 10);
    expect(await store().nextDue()).toBe(T0 + 20);
    await claimOne(store(), T0 + 20);
    expect(await store().nextDue()).toBe(T0 + 10 + LEASE);
  });
}

function nameContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("a repository's lanes get its new name, also while they are leased, and no others", async () => {
    await plan(store(), 1, { urgency: 0, wakeAt: T0 });
    await store().accept([delivery("a", 2), delivery("b", 3, { lane: "71#3" })], T0);
    const leased = await claimAll(store(), T0);
    await store().rename({ lane: "7", installation: 4, repository: "acme/web" });
    for (const claim of leased) await store().finish(claim, { memory: "m", wakeAt: T0, urgency: 0 }, T0);
    const named = (await claimAll(store(), T0)).map(({ lane, installation, repository }) => [
      lane,
      installation,
      repository,
    ]);
    expect(named.toSorted((one, other) => String(one).localeCompare(String(other), "en"))).toEqual(
      [
        ["7#1", 4, "acme/web"],
        ["7#2", 4, "acme/web"],
        ["71#3", 3, "acme/api"],
      ].toSorted((one, other) => String(one).localeCompare(String(other), "en")),
    );
  });
}

function planContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("a delivery moves a planned moment forward, and the lane is listed as it is", async () => {
    await plan(store(), 1, { urgency: 3, wakeAt: T0 + LEASE });
    const listed = { lane: "7#1", installation: 3, repository: "acme/api", number: 1, memory: "m1" };
    expect(await store().lanes("acme/api")).toEqual([{ ...listed, wakeAt: T0 + LEASE }]);
    await store().accept([delivery("now")], T0 + 7);
    expect(await store().nextDue()).toBe(T0 + 7);
    const claim = await claimOne(store(), T0 + 7);
    expect([claim.memory, ids(claim)]).toEqual(["m1", ["now"]]);
    await store().finish(claim, { memory: "m1", wakeAt: undefined, urgency: 0 }, T0 + 7);
    expect(await store().lanes("acme/api")).toEqual([{ ...listed, wakeAt: undefined }]);
  });
}

function retryContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("a lane that only waits counts no attempt", async () => {
    await store().accept([delivery("a")], T0);
    expect(await store().retry(await claimOne(store(), T0), T0 + 10, true)).toBe(true);
    expect((await claimOne(store(), T0 + 10)).attempts).toBe(0);
  });

  test("a lane given back comes again at its moment with its inbox, and counts its attempts until one succeeds", async () => {
    await store().accept([delivery("a")], T0);
    expect(await store().retry(await claimOne(store(), T0), T0 + 10)).toBe(true);
    expect(await claimAll(store(), T0 + 9)).toEqual([]);
    const second = await claimOne(store(), T0 + 10);
    expect([second.attempts, ids(second)]).toEqual([1, ["a"]]);
    await store().retry(second, T0 + 30);
    const third = await claimOne(store(), T0 + 30);
    expect(third.attempts).toBe(2);
    await store().finish(third, { ...ASLEEP, wakeAt: T0 + 40 }, T0 + 30);
    const fourth = await claimOne(store(), T0 + 40);
    expect([fourth.attempts, ids(fourth)]).toEqual([0, []]);
  });
}
