// The intents of the store in memory: writes that are about to be made, by lane and key.
import type { Claim, Store } from "../../adapters/store/port.ts";
import { StaleClaim } from "../../adapters/store/stale-claim.ts";
import type { Lane } from "./memory-lanes.ts";

interface Known {
  readonly intendedAt: number;
  readonly result: number | undefined;
}

interface MemoryIntents {
  readonly port: Pick<Store, "intend" | "confirm" | "withdraw" | "isPending">;
  /** The claim's lane, while it is the claim's. */
  heldBy(claim: Claim): Lane | undefined;
  /** Throws StaleClaim when the lane is no longer the claim's. */
  needHeld(claim: Claim): Lane;
  hasAny(lane: string): boolean;
  drop(lane: string): void;
}

export function createMemoryIntents(lanes: ReadonlyMap<string, Lane>): MemoryIntents {
  const intents = new Map<string, Map<string, Known>>();
  const heldBy = (claim: Claim): Lane | undefined => {
    const lane = lanes.get(claim.lane);
    return lane && lane.fence === claim.fence && lane.leaseUntil > 0 ? lane : undefined;
  };
  const needHeld = (claim: Claim): Lane => {
    const lane = heldBy(claim);
    if (!lane) throw new StaleClaim(claim.lane, claim.fence);
    return lane;
  };
  const of = (claim: Claim): Map<string, Known> => {
    const { lane } = needHeld(claim);
    const known = intents.get(lane) ?? new Map<string, Known>();
    intents.set(lane, known);
    return known;
  };
  return {
    port: {
      async intend(claim, key, now) {
        const known = of(claim).get(key);
        if (known) return { state: known.result === undefined ? "pending" : "done", ...known };
        of(claim).set(key, { intendedAt: now, result: undefined });
        return { state: "new", intendedAt: now, result: undefined };
      },
      async confirm(claim, key, result) {
        const known = of(claim).get(key);
        if (known) of(claim).set(key, { ...known, result });
      },
      withdraw: async (claim, key) => void of(claim).delete(key),
      isPending: async (lane, since) =>
        [...(intents.get(lane)?.values() ?? [])].some((one) => one.result === undefined && one.intendedAt >= since),
    },
    heldBy,
    needHeld,
    hasAny: (lane) => (intents.get(lane)?.size ?? 0) > 0,
    drop: (lane) => void intents.delete(lane),
  };
}
