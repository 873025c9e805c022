// A store in memory, for a page: what the databases do in SQL, done with two maps. It ends with the page.
import type { Claim, Delivery, Finish, Store } from "../../adapters/store/port.ts";
import { createMemoryIntents } from "./memory-intents.ts";
import { claimable, type Lane, type LaneName, newLane, wakened } from "./memory-lanes.ts";

interface Row extends Delivery {
  /** undefined while it waits. */
  doneAt: number | undefined;
}

/** A new and empty store. */
export function createMemoryStore(): Store {
  const lanes = new Map<string, Lane>();
  let inbox: Row[] = [];
  /** Of every row, its id and what it tells: a happening that is known already wakes nobody. */
  const seen = { ids: new Set<string>(), contents: new Set<string>() };
  const notes = new Map<string, string>();
  const heldBy = (claim: Claim): Lane | undefined => {
    const lane = lanes.get(claim.lane);
    return lane && lane.fence === claim.fence && lane.leaseUntil > 0 ? lane : undefined;
  };
  const intents = createMemoryIntents(heldBy);
  const wake = (name: LaneName, wakeAt: number) => {
    const lane = lanes.get(name.lane);
    lanes.set(name.lane, lane ? wakened(lane, name, wakeAt) : newLane(name, wakeAt));
  };
  const markDone = (claim: Claim, doneAt: number) => {
    const ids = new Set(claim.inbox.map(({ id }) => id));
    for (const row of inbox) if (ids.has(row.id)) Object.assign(row, { doneAt, body: "" });
  };
  return {
    async accept(deliveries, now) {
      if (deliveries.some(({ body }) => typeof body !== "string")) throw new TypeError("a delivery without a body");
      for (const delivery of deliveries) {
        if (seen.ids.has(delivery.id) || seen.contents.has(delivery.contentKey)) continue;
        seen.ids.add(delivery.id);
        seen.contents.add(delivery.contentKey);
        inbox.push({ ...delivery, doneAt: undefined });
        wake(delivery, now);
      }
    },
    wake: async (name, wakeAt) => wake(name, wakeAt),
    async rename({ lane, installation, repository }) {
      for (const one of lanes.values()) {
        if (one.lane.startsWith(`${lane}#`)) Object.assign(one, { installation, repository });
      }
    },
    async claim({ now, leaseUntil, limit }) {
      return claimable(lanes.values(), now, limit).map((lane) => {
        Object.assign(lane, { leaseUntil, dueAt: leaseUntil, wokenAt: Infinity, claimedAt: now });
        lane.fence += 1;
        const waiting = inbox.filter((row) => row.lane === lane.lane && row.doneAt === undefined);
        const { dueAt: _due, wokenAt: _woken, claimedAt: _claimed, ...claim } = lane;
        return { ...claim, inbox: waiting.map(({ id, body }) => ({ id, body })) };
      });
    },
    async finish(claim, { memory, urgency, wakeAt = Infinity }: Finish, now) {
      const lane = heldBy(claim);
      if (!lane) return false;
      Object.assign(lane, { memory, urgency, dueAt: Math.min(lane.wokenAt, wakeAt), leaseUntil: 0, attempts: 0 });
      markDone(claim, now);
      return true;
    },
    async retry(claim, retryAt, waits = false) {
      const lane = heldBy(claim);
      if (!lane) return false;
      Object.assign(lane, { dueAt: retryAt, leaseUntil: 0, attempts: lane.attempts + (waits ? 0 : 1) });
      return true;
    },
    async forget(claim) {
      const lane = intents.needHeld(claim);
      Object.assign(lane, { memory: "", urgency: 0, dueAt: lane.wokenAt, leaseUntil: 0, attempts: 0 });
      intents.drop(claim.lane);
      markDone(claim, lane.claimedAt);
    },
    ...intents.port,
    recall: async (name) => notes.get(name),
    remember: async (name, value) => void notes.set(name, value),
    async lanes(repository) {
      const known = [...lanes.values()].filter((lane) => lane.repository === repository && lane.memory !== "");
      return known
        .toSorted((a, b) => (a.lane < b.lane ? -1 : 1))
        .map(({ lane, installation, number, memory, dueAt }) => {
          return { lane, installation, repository, number, memory, wakeAt: dueAt === Infinity ? undefined : dueAt };
        });
    },
    async nextDue() {
      const due = Math.min(...[...lanes.values()].map(({ dueAt }) => dueAt));
      return due === Infinity ? undefined : due;
    },
    async prune(doneBefore) {
      inbox = inbox.filter(({ doneAt }) => doneAt === undefined || doneAt >= doneBefore);
      seen.ids = new Set(inbox.map(({ id }) => id));
      seen.contents = new Set(inbox.map(({ contentKey }) => contentKey));
      for (const { lane, memory, dueAt, claimedAt } of [...lanes.values()]) {
        const isIdle = memory === "" && dueAt === Infinity && claimedAt < doneBefore;
        if (isIdle && !intents.hasAny(lane)) lanes.delete(lane);
      }
    },
    close: async () => {},
  };
}
