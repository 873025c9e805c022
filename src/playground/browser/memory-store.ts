// A store in memory, for a page: what the databases do in SQL, done with two maps. It ends with the page.
import type { Claim, Finish, Store } from "../../adapters/store/port.ts";
import { createMemoryInbox } from "./memory-inbox.ts";
import { createMemoryIntents } from "./memory-intents.ts";
import { claimable, knownIn, type Lane, type LaneName, newLane, summarised, wakened } from "./memory-lanes.ts";

interface Parts {
  readonly lanes: Map<string, Lane>;
  readonly inbox: ReturnType<typeof createMemoryInbox>;
  readonly intents: ReturnType<typeof createMemoryIntents>;
}

/** A new and empty store. */
export function createMemoryStore(): Store {
  const lanes = new Map<string, Lane>();
  const parts: Parts = { lanes, inbox: createMemoryInbox(), intents: createMemoryIntents(lanes) };
  const notes = new Map<string, string>();
  return {
    ...arriving(parts),
    ...working(parts),
    ...reading(parts),
    ...parts.intents.port,
    recall: async (name) => notes.get(name),
    remember: async (name, value) => void notes.set(name, value),
    close: async () => {},
  };
}

function arriving({ lanes, inbox }: Parts): Pick<Store, "accept" | "wake" | "rename"> {
  const wake = (name: LaneName, wakeAt: number) => {
    const lane = lanes.get(name.lane);
    lanes.set(name.lane, lane ? wakened(lane, name, wakeAt) : newLane(name, wakeAt));
  };
  return {
    async accept(deliveries, now) {
      for (const delivery of inbox.add(deliveries, now)) wake(delivery, now);
    },
    wake: async (name, wakeAt) => wake(name, wakeAt),
    async rename({ lane, installation, repository }) {
      for (const one of lanes.values()) {
        if (one.lane.startsWith(`${lane}#`)) Object.assign(one, { installation, repository });
      }
    },
  };
}

function working({ lanes, inbox, intents }: Parts): Pick<Store, "claim" | "finish" | "retry" | "forget"> {
  return {
    async claim({ now, leaseUntil, limit }) {
      return claimable(lanes.values(), now, limit).map((lane): Claim => {
        Object.assign(lane, { leaseUntil, dueAt: leaseUntil, wokenAt: Infinity, claimedAt: now });
        lane.fence += 1;
        const { dueAt: _due, wokenAt: _woken, claimedAt: _claimed, summary: _summary, ...claim } = lane;
        return { ...claim, inbox: inbox.waitingIn(lane.lane) };
      });
    },
    async finish(claim, { memory, urgency, summary, wakeAt = Infinity }: Finish, now) {
      const lane = intents.heldBy(claim);
      if (!lane) return false;
      const dueAt = Math.min(lane.wokenAt, wakeAt);
      Object.assign(lane, { memory, urgency, summary, dueAt, leaseUntil: 0, attempts: 0 });
      inbox.markDone(claim, now);
      return true;
    },
    async retry(claim, retryAt, waits = false) {
      const lane = intents.heldBy(claim);
      if (!lane) return false;
      Object.assign(lane, { dueAt: retryAt, leaseUntil: 0, attempts: lane.attempts + (waits ? 0 : 1) });
      return true;
    },
    async forget(claim) {
      const lane = intents.needHeld(claim);
      const blank = { memory: "", urgency: 0, summary: undefined };
      Object.assign(lane, { ...blank, dueAt: lane.wokenAt, leaseUntil: 0, attempts: 0 });
      intents.drop(claim.lane);
      inbox.markDone(claim, lane.claimedAt);
    },
  };
}

function reading({
  lanes,
  inbox,
  intents,
}: Parts): Pick<Store, "lanes" | "summaries" | "known" | "tally" | "nextDue" | "prune"> {
  return {
    async lanes(repository) {
      const known = [...lanes.values()].filter((lane) => lane.repository === repository && lane.memory !== "");
      return known
        .toSorted((a, b) => (a.lane < b.lane ? -1 : 1))
        .map(({ lane, installation, number, memory, dueAt }) => {
          return { lane, installation, repository, number, memory, wakeAt: dueAt === Infinity ? undefined : dueAt };
        });
    },
    summaries: async (query) => summarised(lanes.values(), query),
    known: async (repository, number) => knownIn(lanes.values(), { repository, number }),
    async tally(now) {
      return { ...inbox.tally(), due: [...lanes.values()].filter(({ dueAt }) => dueAt <= now).length };
    },
    async nextDue() {
      const due = Math.min(...[...lanes.values()].map(({ dueAt }) => dueAt));
      return due === Infinity ? undefined : due;
    },
    async prune(doneBefore) {
      inbox.drop(doneBefore);
      for (const { lane, memory, dueAt, claimedAt } of [...lanes.values()]) {
        const isIdle = memory === "" && dueAt === Infinity && claimedAt < doneBefore;
        if (isIdle && !intents.hasAny(lane)) lanes.delete(lane);
      }
    },
  };
}
