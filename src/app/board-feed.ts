// The open incidents as pages show them, read for all viewers together; whoever listens is told what has changed.
import type { Store, Summarised } from "../adapters/store/port.ts";
import type { Shown } from "../domain/board.ts";
import type { Summary } from "../domain/summary.ts";

/** An open incident, with the repository by whose id rights are decided. */
export interface Open extends Shown {
  readonly repositoryId: number;
}

/** What is new or different, and what is not open any more. */
export interface Change {
  readonly changed: readonly Open[];
  readonly gone: readonly Open[];
}

export interface BoardFeed {
  /** Reads the store and tells the listeners; calls at the same time share one reading. */
  look(): Promise<void>;
  /** As of the last look. */
  open(): readonly Open[];
  /** Which look it was that last saw something change; another process counts from elsewhere. */
  version(): string;
  /** Until the function that it returns is called. */
  listen(listener: (change: Change) => void): () => void;
}

interface Kept {
  readonly body: string;
  readonly repository: string;
  readonly open: Open;
}

export function createBoardFeed(store: Pick<Store, "summaries">): BoardFeed {
  const epoch = crypto.randomUUID().slice(0, 8);
  const listeners = new Set<(change: Change) => void>();
  let kept = new Map<string, Kept>();
  let count = 0;
  let looking: Promise<void> | undefined;
  const look = async () => {
    const before = kept;
    const rows = await store.summaries({ isOpen: true });
    kept = new Map(rows.map((row) => [row.lane, keep(row, before.get(row.lane))]));
    const changed = [...kept].filter(([lane, one]) => before.get(lane) !== one).map(([, { open }]) => open);
    const gone = [...before].filter(([lane]) => !kept.has(lane)).map(([, { open }]) => open);
    if (changed.length + gone.length === 0) return;
    count += 1;
    for (const listener of [...listeners]) listener({ changed, gone });
  };
  return {
    look: () => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    open: () => [...kept.values()].map(({ open }) => open),
    version: () => `${epoch}-${count}`,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What is known already is neither read again nor kept twice. */
function keep({ lane, repository, body }: Summarised, before: Kept | undefined): Kept {
  if (before?.body === body && before.repository === repository) return before;
  const summary = JSON.parse(body) as Summary;
  return { body, repository, open: { lane, repository, repositoryId: Number.parseInt(lane, 10), summary } };
}
