// How the app is doing, in numbers that name nobody.
import type { Store, Tally } from "../adapters/store/port.ts";
import { installationsSeen } from "./sights.ts";

export interface Vitals extends Tally {
  /** As of the last sweep; undefined before the first. */
  readonly installations: number | undefined;
  /** Deliveries that GitHub could not make, as of the last look. */
  readonly failed: number;
  /** The smallest part (0 to 1) that any installation has left of its requests of this hour. */
  readonly scarcest: number | undefined;
}

/** Rejects while the store cannot be reached. */
export async function vitalsOf(
  store: Pick<Store, "tally" | "recall">,
  scarcest: (now: number) => number | undefined,
  now: number,
): Promise<Vitals> {
  const [tally, installations, failed] = await Promise.all([
    store.tally(now),
    installationsSeen(store),
    store.recall("redeliveries"),
  ]);
  return {
    ...tally,
    installations,
    failed: (JSON.parse(failed || "[]") as unknown[]).length,
    scarcest: scarcest(now),
  };
}
