// Group commit: whatever arrives while a commit is under way shares the next one, so that fifty callers pay for one fsync.
import { setImmediate as nextTurn } from "node:timers/promises";

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface Gathering<Item> {
  /** Commits all of them or none. */
  commit(items: readonly Item[]): Promise<void>;
  /** Whether each item of a failed commit deserves a try of its own. */
  blamesOne(error: unknown): boolean;
}

/** Returns a function that resolves once its item is committed, together with the others that came meanwhile. */
export function gather<Item>(gathering: Gathering<Item>): (item: Item) => Promise<void> {
  let waiting: Waiting<Item>[] = [];
  let underWay = false;

  const run = async (): Promise<void> => {
    underWay = true;
    // A turn of the event loop before each commit: SQLite never yields by itself, and requests come in between turns.
    await nextTurn();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settle(gathering, batch);
      await nextTurn();
    }
    underWay = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!underWay) void run();
    });
}

async function settle<Item>(gathering: Gathering<Item>, batch: readonly Waiting<Item>[]): Promise<void> {
  try {
    await gathering.commit(batch.map(({ item }) => item));
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length > 1 && gathering.blamesOne(error)) {
      for (const one of batch) await settle(gathering, [one]);
    } else {
      for (const { reject } of batch) reject(error);
    }
  }
}
