// What every store must do with deliveries: keep each happening once, in order, and wake its lane.
import { describe, expect, test } from "vitest";
import {
  ASLEEP,
  claimAll,
  claimOne,
  delivery,
  eachWithStore,
  ids,
  LEASE,
  type OpenEmpty,
  T0,
} from "./store.fixtures.ts";

export function inboxContract(open: OpenEmpty): void {
  describe("once", () => onceContract(open));
  describe("together", () => togetherContract(open));
  describe("while leased", () => leasedContract(open));
  describe("prune drops", () => pruneContract(open));
  describe("prune keeps", () => keepContract(open));
}

function onceContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("a delivery comes out as it went in", async () => {
    await store().accept([delivery("a", 5, { body: '{"say":"naïve 🚒"}' })], T0);
    const claim = await claimOne(store(), T0);
    expect(claim).toEqual({
      ...{ lane: "7#5", installation: 3, repository: "acme/api", number: 5, fence: 1, attempts: 0 },
      ...{ urgency: 9, memory: "" },
      leaseUntil: T0 + LEASE,
      inbox: [{ id: "a", body: '{"say":"naïve 🚒"}' }],
    });
  });

  test("the same id is stored once, within a call and between calls", async () => {
    await store().accept([delivery("a"), delivery("a")], T0);
    await store().accept([delivery("a", 1, { contentKey: "other" })], T0);
    expect(ids(await claimOne(store(), T0))).toEqual(["a"]);
  });

  test("the same happening under another id is stored once, within a call and between calls", async () => {
    await store().accept([delivery("a"), delivery("b", 1, { contentKey: "content of a" })], T0);
    await store().accept([delivery("c", 1, { contentKey: "content of a" })], T0);
    expect(ids(await claimOne(store(), T0))).toEqual(["a"]);
  });

  test("a repetition of something done wakes nobody, a novelty does", async () => {
    await store().accept([delivery("a")], T0);
    await store().finish(await claimOne(store(), T0), ASLEEP, T0);
    await store().accept([delivery("a"), delivery("b", 1, { contentKey: "content of a" })], T0 + 1);
    expect(await claimAll(store(), T0 + 1)).toEqual([]);
    await store().accept([delivery("c")], T0 + 2);
    expect(ids(await claimOne(store(), T0 + 2))).toEqual(["c"]);
  });

  test("the lane follows a renamed and moved repository", async () => {
    await store().accept([delivery("a")], T0);
    await store().accept([delivery("b", 1, { repository: "acme/core", installation: 4 })], T0);
    expect(await claimOne(store(), T0)).toMatchObject({ repository: "acme/core", installation: 4 });
  });
}

function togetherContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("deliveries of a lane come in the order of their arrival", async () => {
    const names = Array.from({ length: 250 }, (_, i) => `d${i}`);
    await store().accept(
      names.slice(0, 230).map((name) => delivery(name)),
      T0,
    );
    for (const name of names.slice(230)) await store().accept([delivery(name)], T0);
    expect(ids(await claimOne(store(), T0))).toEqual(names);
  });

  test("nothing of 300 concurrent calls is lost, doubled or out of order", async () => {
    const calls = Array.from({ length: 300 }, (_, i) => delivery(`d${i % 250}`, i % 10));
    await Promise.all(calls.map((one) => store().accept([one], T0)));
    const claims = await claimAll(store(), T0);
    const expected = Array.from({ length: 10 }, (_, lane) => Array.from({ length: 25 }, (_, i) => `d${i * 10 + lane}`));
    expect(claims.toSorted((a, b) => a.number - b.number).map(ids)).toEqual(expected);
  });

  test("a delivery that cannot be stored fails alone", async () => {
    const broken = { ...delivery("b", 2), body: null as unknown as string };
    const outcomes = await Promise.allSettled(
      [delivery("a"), broken, delivery("c")].map((one) => store().accept([one], T0)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(ids(await claimOne(store(), T0))).toEqual(["a", "c"]);
  });

  test("a call with one delivery that cannot be stored stores none of the call", async () => {
    const broken = { ...delivery("b"), body: null as unknown as string };
    await expect(store().accept([delivery("a"), broken], T0)).rejects.toThrow();
    expect(await claimAll(store(), T0)).toEqual([]);
  });
}

function leasedContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("what arrives during a lease waits for its end, and is then due at once", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().accept([delivery("b")], T0 + 5);
    expect(await claimAll(store(), T0 + 6)).toEqual([]);
    expect(await store().finish(claim, { ...ASLEEP, wakeAt: T0 + 9 * LEASE }, T0 + 10)).toBe(true);
    expect(await store().nextDue()).toBeLessThanOrEqual(T0 + 10);
    expect(ids(await claimOne(store(), T0 + 10))).toEqual(["b"]);
  });

  test("what arrives after a lease ran out survives the late finish", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().accept([delivery("b")], T0 + LEASE + 5);
    expect(await store().finish(claim, ASLEEP, T0 + LEASE + 10)).toBe(true);
    expect(ids(await claimOne(store(), T0 + LEASE + 10))).toEqual(["b"]);
  });

  test("what arrives during a lease comes together with what had to be retried", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().accept([delivery("b")], T0 + 5);
    await store().retry(claim, T0 + 100);
    expect(ids(await claimOne(store(), T0 + 100))).toEqual(["a", "b"]);
  });
}

function pruneContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("repetitions are known until what was done is dropped", async () => {
    await store().accept([delivery("a")], T0);
    await store().finish(await claimOne(store(), T0), ASLEEP, T0 + 10);
    await store().prune(T0 + 10);
    await store().accept([delivery("a")], T0 + 20);
    expect(await claimAll(store(), T0 + 20)).toEqual([]);
    await store().prune(T0 + 11);
    await store().accept([delivery("a")], T0 + 30);
    expect(ids(await claimOne(store(), T0 + 30))).toEqual(["a"]);
  });

  test("more deliveries than a statement has parameters go in, through and out", async () => {
    const many = Array.from({ length: 33_000 }, (_, i) => delivery(`d${i}`));
    await store().accept(many, T0);
    await store().finish(await claimOne(store(), T0), ASLEEP, T0);
    await store().prune(T0 + 1);
    await store().accept(many, T0 + 2);
    expect((await claimOne(store(), T0 + 2)).inbox).toHaveLength(33_000);
  });
}

function keepContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("what waits, what is planned and what is remembered stays", async () => {
    const late = T0 + 10 * LEASE;
    await store().accept([delivery("a", 1)], T0);
    await store().finish(await claimOne(store(), T0), { ...ASLEEP, memory: "m" }, T0);
    await store().accept([delivery("b", 2)], T0);
    await store().finish(await claimOne(store(), T0), { ...ASLEEP, memory: "", wakeAt: late }, T0);
    await store().accept([delivery("c", 3)], T0);
    await store().prune(late);
    expect((await store().lanes("acme/api")).map(({ lane }) => lane)).toEqual(["7#1"]);
    const due = await claimAll(store(), late);
    expect(due.map((claim) => [claim.number, claim.fence, ids(claim)])).toEqual([
      [2, 2, []],
      [3, 1, ["c"]],
    ]);
  });

  test("a lane with nothing to remember goes when its last claim is that old, and not before", async () => {
    const fenceAfter = async (doneBefore: number, id: string): Promise<number> => {
      await store().prune(doneBefore);
      await store().accept([delivery(id)], T0);
      const claim = await claimOne(store(), T0);
      await store().finish(claim, { ...ASLEEP, memory: "" }, T0);
      return claim.fence;
    };
    expect([await fenceAfter(0, "a"), await fenceAfter(T0, "b"), await fenceAfter(T0 + 1, "c")]).toEqual([1, 2, 1]);
  });
}
