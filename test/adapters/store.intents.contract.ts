// What every store must do with intents and notes.
import { describe, expect, test } from "vitest";
import type { Claim, Store } from "../../src/adapters/store/port.ts";
import { StaleClaim } from "../../src/adapters/store/stale-claim.ts";
import { ASLEEP, claimOne, delivery, eachWithStore, LEASE, type OpenEmpty, T0 } from "./store.fixtures.ts";

export function intentContract(open: OpenEmpty): void {
  describe("an intent", () => intentLife(open));
  describe("every intent", () => intentReach(open));
  describe("intents of a claim that is over", () => intentFence(open));
  describe("notes", () => noteContract(open));
}

function intentLife(open: OpenEmpty): void {
  const store = eachWithStore(open);
  test("new, then pending since the first time, then done with its result", async () => {
    const claim = await claimed(store());
    expect(await store().intend(claim, "k", T0 + 1)).toEqual({ state: "new", intendedAt: T0 + 1, result: undefined });
    expect(await store().intend(claim, "k", T0 + 9)).toEqual({
      state: "pending",
      intendedAt: T0 + 1,
      result: undefined,
    });
    await store().confirm(claim, "k", 4711);
    expect(await store().intend(claim, "k", T0 + 10)).toEqual({ state: "done", intendedAt: T0 + 1, result: 4711 });
  });

  test("is pending until it is confirmed or withdrawn, since the moment it was first written down", async () => {
    const claim = await claimed(store());
    const isPending = (since = T0) => store().isPending(claim.lane, since);
    expect(await isPending()).toBe(false);
    await store().intend(claim, "k", T0 + 1);
    expect([await isPending(), await isPending(T0 + 1), await isPending(T0 + 2)]).toEqual([true, true, false]);
    expect(await store().isPending("another", T0)).toBe(false);
    await store().confirm(claim, "k", 4711);
    expect(await isPending()).toBe(false);
    await store().intend(claim, "another", T0 + 1);
    await store().withdraw(claim, "another");
    expect(await isPending()).toBe(false);
  });

  test("withdrawn is new again", async () => {
    const claim = await claimed(store());
    await store().intend(claim, "k", T0 + 1);
    await store().withdraw(claim, "k");
    expect(await store().intend(claim, "k", T0 + 9)).toEqual({ state: "new", intendedAt: T0 + 9, result: undefined });
  });

  test("asked for twice at once it is new once", async () => {
    const claim = await claimed(store());
    const states = (await Promise.all([1, 2, 3].map(() => store().intend(claim, "k", T0)))).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["new", "pending", "pending"]);
  });
}

function intentReach(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("belongs to one key of one lane, with numbers beyond 32 bits", async () => {
    const [one, two] = [await claimed(store(), 1), await claimed(store(), 2)];
    await store().intend(one, "k", T0);
    expect((await store().intend(one, "other", T0)).state).toBe("new");
    expect((await store().intend(two, "k", T0)).state).toBe("new");
    await store().confirm(one, "k", 2 ** 40 + 1);
    expect((await store().intend(one, "k", T0)).result).toBe(2 ** 40 + 1);
    expect((await store().intend(two, "k", T0)).state).toBe("pending");
  });

  test("outlives the claim it was made with", async () => {
    const claim = await claimed(store());
    await store().intend(claim, "k", T0);
    await store().finish(claim, { ...ASLEEP, wakeAt: T0 + 1 }, T0);
    expect((await store().intend(await claimOne(store(), T0 + 1), "k", T0 + 1)).state).toBe("pending");
  });
}

/** A lane of its own, with one delivery, leased. */
async function claimed(store: Store, number = 1): Promise<Claim> {
  await store.accept([delivery(`for ${number}`, number)], T0);
  return claimOne(store, T0);
}

function intentFence(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("neither who was overtaken nor who gave back may change them", async () => {
    await store().accept([delivery("a")], T0);
    const first = await claimOne(store(), T0);
    await store().intend(first, "k", T0);
    const second = await claimOne(store(), T0 + LEASE);
    await expect(store().intend(first, "x", T0)).rejects.toThrow(StaleClaim);
    await expect(store().confirm(first, "k", 1)).rejects.toThrow(StaleClaim);
    await expect(store().withdraw(first, "k")).rejects.toThrow(StaleClaim);
    expect((await store().intend(second, "k", T0 + LEASE)).state).toBe("pending");
    expect((await store().intend(second, "x", T0 + LEASE)).state).toBe("new");
    await store().finish(second, ASLEEP, T0 + LEASE);
    await expect(store().confirm(second, "k", 1)).rejects.toThrow(StaleClaim);
  });

  test("a stale one does not take its neighbours down", async () => {
    await store().accept([delivery("a")], T0);
    const first = await claimOne(store(), T0);
    const second = await claimOne(store(), T0 + LEASE);
    const outcomes = await Promise.allSettled([
      store().intend(second, "k", T0),
      store().intend(first, "k", T0),
      store().remember("n", "v"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ value: { state: "new" } });
    expect(await store().recall("n")).toBe("v");
  });
}

function noteContract(open: OpenEmpty): void {
  const store = eachWithStore(open);

  test("are kept by name, the last one counts", async () => {
    expect(await store().recall("sweep")).toBeUndefined();
    await store().remember("sweep", "1");
    await store().remember("policy acme/api", "2");
    await store().remember("sweep", "");
    expect([await store().recall("sweep"), await store().recall("policy acme/api")]).toEqual(["", "2"]);
  });
}
