// Which open incidents a new store has yet to look at: until then a page would say that all is well, and not know it.
import type { DateTime } from "luxon";
import type { Clock } from "../adapters/clock.ts";
import type { Claim, Store } from "../adapters/store/port.ts";

interface Awaited {
  readonly numbers: readonly number[];
  /** Nobody waits longer than this; ms since the epoch. */
  readonly until: number;
}

const PATIENCE = { hours: 1 };
const noteOf = (id: number | string) => `awaited:${id}`;

/** Every open incident of a repository that was just met. */
export async function awaitIncidents(
  { lane }: Pick<Claim, "lane">,
  numbers: readonly number[],
  { store, clock }: { store: Pick<Store, "remember">; clock: Clock },
): Promise<void> {
  if (numbers.length === 0) return;
  const awaited: Awaited = { numbers, until: +clock.now().plus(PATIENCE) };
  await store.remember(noteOf(lane), JSON.stringify(awaited));
}

/** Whether some of them were not looked at yet. */
export async function isAwaiting(
  { id, repository }: { id: number; repository: string },
  now: DateTime,
  store: Pick<Store, "recall" | "lanes">,
): Promise<boolean> {
  const note = await store.recall(noteOf(id));
  const { numbers, until }: Awaited = note ? JSON.parse(note) : { numbers: [], until: 0 };
  if (until <= +now) return false;
  const known = new Set((await store.lanes(repository)).map(({ number }) => number));
  return numbers.some((number) => !known.has(number));
}
