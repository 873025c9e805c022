// How time passes on a stage: in steps, wherever something is due.
import type { Store } from "../adapters/store/port.ts";
import type { Tocsin } from "../index.ts";
import type { GitHub } from "./github/index.ts";
import type { Stage } from "./stage.ts";

/** Until GitHub has delivered everything and the app has worked it off. */
export async function calm(github: GitHub, work: Tocsin["work"]): Promise<void> {
  do await github.settled();
  while ((await work()) > 0);
}

/** Moves from one due moment to the next, working off each, until the length is over. */
export async function advance(
  length: Parameters<Stage["advance"]>[0],
  { clock, quiet, nextDue }: Pick<Stage, "clock" | "quiet"> & Pick<Store, "nextDue">,
): Promise<void> {
  const end = +clock.now() + length.toMillis();
  for (;;) {
    await quiet();
    const due = await nextDue();
    if (due === undefined || due > end) break;
    clock.set(Math.max(due, +clock.now()));
  }
  clock.set(end);
  await quiet();
}
