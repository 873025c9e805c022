// Says whether the process lives and whether it can do its work.

export interface Health {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The earliest moment anything is due; throws when the store cannot be reached. */
  nextDue(): Promise<number | undefined>;
  /** When the last sweep succeeded; undefined before the first. */
  lastSweep(): number | undefined;
  /** Milliseconds between two sweeps. */
  readonly sweepEvery: number;
  /** It was asked to stop; no process that only serves a test is. */
  isStopping?(): boolean;
}

/** A wake-up that is overdue by more than this means that nobody works. */
const MOST_OVERDUE = 5 * 60_000;

/** Everything that keeps the app from its work; empty when it is ready. */
export async function problemsOf(health: Health): Promise<string[]> {
  if (health.isStopping?.()) return ["the process is stopping"];
  const now = health.now();
  const due = await health.nextDue().then(
    (at) => ({ at }),
    () => "the store cannot be reached" as const,
  );
  if (typeof due === "string") return [due];
  const swept = health.lastSweep();
  const isOverdue = due.at !== undefined && now - due.at > MOST_OVERDUE;
  const isUnswept = swept === undefined || now - swept > 2 * health.sweepEvery;
  return [
    ...(isOverdue ? ["a wake-up is overdue by more than 5 minutes"] : []),
    ...(isUnswept ? ["the last sweep is more than two intervals ago"] : []),
  ];
}
