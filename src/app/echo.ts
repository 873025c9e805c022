// Our own comments, told back to us by GitHub: no news, unless the answer to writing one was lost.
import type { Clock } from "../adapters/clock.ts";
import type { Delivery, Store } from "../adapters/store/port.ts";
import { LONGEST_LAG } from "./lag.ts";
import type { Incoming } from "./receive.ts";

/** A webhook of a comment that we wrote. */
export function isEcho({ event, payload: { action, sender } }: Incoming, ours: string): boolean {
  return event === "issue_comment" && action === "created" && sender?.login === ours;
}

/** The echoes for which somebody waits: it is not known whether it was written, and it may be deleted before we look. */
export async function awaited(
  echoes: readonly Delivery[],
  { store, clock }: { store: Pick<Store, "isPending">; clock: Clock },
): Promise<Delivery[]> {
  const since = +clock.now().minus(LONGEST_LAG);
  const areAwaited = await Promise.all(echoes.map(({ lane }) => store.isPending(lane, since)));
  return echoes.filter((_, index) => areAwaited[index]);
}
