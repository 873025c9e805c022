// The inbox of the store in memory: what has arrived, once each, until it is done and a while longer.
import type { Claim, Delivery, Tally } from "../../adapters/store/port.ts";

interface Row extends Delivery {
  readonly receivedAt: number;
  /** undefined while it waits. */
  readonly doneAt?: number;
}

interface MemoryInbox {
  /** All of them or, when one has no body, none; answers those that were not known, by their id or what they tell. */
  add(deliveries: readonly Delivery[], now: number): Delivery[];
  waitingIn(lane: string): { id: string; body: string }[];
  /** Bodies go at once: to know a repetition again the names are enough. */
  markDone(claim: Claim, doneAt: number): void;
  drop(doneBefore: number): void;
  tally(): Omit<Tally, "due">;
}

export function createMemoryInbox(): MemoryInbox {
  let rows = new Map<string, Row>();
  let contents = new Set<string>();
  return {
    add(deliveries, now) {
      if (deliveries.some(({ body }) => typeof body !== "string")) throw new TypeError("a delivery without a body");
      return deliveries.filter((delivery) => {
        if (rows.has(delivery.id) || contents.has(delivery.contentKey)) return false;
        rows.set(delivery.id, { ...delivery, receivedAt: now });
        contents.add(delivery.contentKey);
        return true;
      });
    },
    waitingIn: (lane) =>
      [...rows.values()].flatMap((row) =>
        row.lane === lane && row.doneAt === undefined ? { id: row.id, body: row.body } : [],
      ),
    markDone({ inbox }, doneAt) {
      for (const { id } of inbox) {
        const row = rows.get(id);
        if (row) rows.set(id, { ...row, doneAt, body: "" });
      }
    },
    drop(doneBefore) {
      rows = new Map([...rows].filter(([, { doneAt }]) => doneAt === undefined || doneAt >= doneBefore));
      contents = new Set([...rows.values()].map(({ contentKey }) => contentKey));
    },
    tally() {
      const all = [...rows.values()];
      const waiting = all.filter(({ doneAt }) => doneAt === undefined).length;
      return { waiting, lastDelivery: all.at(-1)?.receivedAt };
    },
  };
}
