// What every store must do with summaries: they are committed with the lane, and go with it.
import { expect, test } from "vitest";
import type { SummaryRow } from "../../src/adapters/store/port.ts";
import { ASLEEP, claimOne, delivery, eachWithStore, type OpenEmpty, T0 } from "./store.fixtures.ts";

export function summaryContract(open: OpenEmpty): void {
  const store = eachWithStore(open);
  const row = (declaredAt: number, isOpen = true): SummaryRow => ({ declaredAt, isOpen, body: `{"at":${declaredAt}}` });

  async function leave(lane: string, summary: SummaryRow | undefined): Promise<void> {
    const number = Number(lane.split("#")[1]);
    await store().accept([delivery(`${lane} ${summary?.body} ${summary?.isOpen}`, number, { lane })], T0);
    await store().finish(await claimOne(store(), T0), { ...ASLEEP, summary }, T0);
  }
  const lanes = async (query: Parameters<ReturnType<typeof store>["summaries"]>[0]) =>
    (await store().summaries(query)).map(({ lane }) => lane);

  test("the last one holds, newest declaration first, by repository, state and age", async () => {
    await leave("7#1", row(T0 + 1));
    await leave("7#2", row(T0 + 3));
    await leave("7#3", row(T0 + 2));
    await leave("71#1", row(T0 + 9));
    await leave("7#1", row(T0 + 1, false));
    expect(await store().summaries({ repositories: [7], isOpen: false })).toEqual([
      { lane: "7#1", installation: 3, repository: "acme/api", number: 1, ...row(T0 + 1, false) },
    ]);
    expect(await lanes({})).toEqual(["71#1", "7#2", "7#3", "7#1"]);
    expect(await lanes({ repositories: [7] })).toEqual(["7#2", "7#3", "7#1"]);
    expect(await lanes({ repositories: [7], since: T0 + 2 })).toEqual(["7#2", "7#3"]);
    expect(await lanes({ repositories: [] })).toEqual([]);
  });

  test("it goes when the incident has none any more, or is forgotten; a new name of the repository is its name too", async () => {
    await leave("7#1", row(T0));
    await leave("7#2", row(T0));
    await leave("7#1", undefined);
    expect(await lanes({})).toEqual(["7#2"]);
    await store().rename({ lane: "7", installation: 4, repository: "acme/web" });
    expect((await store().summaries({}))[0]?.repository).toBe("acme/web");
    await store().accept([delivery("gone", 2)], T0);
    await store().forget(await claimOne(store(), T0));
    expect(await lanes({})).toEqual([]);
  });

  test("one is found by its repository's name and its number, with what its lane remembers", async () => {
    await leave("7#1", row(T0));
    await leave("7#2", row(T0 + 1));
    const { body } = row(T0);
    expect(await store().known("acme/api", 1)).toEqual([{ lane: "7#1", memory: ASLEEP.memory, body }]);
    expect(await store().known("acme/web", 1)).toEqual([]);
    // Another repository of that name: whoever asks decides by the lane.
    await leave("9#1", row(T0 + 2));
    expect((await store().known("acme/api", 1)).map(({ lane }) => lane)).toEqual(["7#1", "9#1"]);
  });

  test("the tally counts what waits and what is due, and knows when something last came", async () => {
    expect(await store().tally(T0)).toEqual({ waiting: 0, due: 0, lastDelivery: undefined });
    await store().accept([delivery("a", 1), delivery("b", 2)], T0);
    expect(await store().tally(T0)).toEqual({ waiting: 2, due: 2, lastDelivery: T0 });
    await store().claim({ now: T0, leaseUntil: T0 + 1000, limit: 1 });
    expect(await store().tally(T0)).toEqual({ waiting: 2, due: 1, lastDelivery: T0 });
  });

  test("whoever lost the lane leaves nothing", async () => {
    await store().accept([delivery("a")], T0);
    const claim = await claimOne(store(), T0);
    await store().finish(claim, ASLEEP, T0);
    await store().finish(claim, { ...ASLEEP, summary: row(T0) }, T0);
    expect(await lanes({})).toEqual([]);
  });
}
