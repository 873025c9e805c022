// Wakes the incidents whose post-mortem was changed where it was merged to: it may be complete now.
import type { Clock } from "../adapters/clock.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import { latest } from "../domain/timeline.ts";
import { parseMemory } from "./memory.ts";
import { parseNotice } from "./notice.ts";

/** A push names files, and only what is remembered of the incidents knows whose they are. */
export async function wakeReports(claim: Claim, { store, clock }: { store: Store; clock: Clock }): Promise<void> {
  const { installation, repository } = claim;
  const pushed = claim.inbox.flatMap(({ body }) => parseNotice(body).reports ?? []);
  if (pushed.length === 0) return;
  for (const { number, memory } of await store.lanes(repository)) {
    const path = number > 0 ? latest(parseMemory(memory).timeline, "report")?.path : undefined;
    if (path === undefined || !pushed.includes(path)) continue;
    await store.wake({ lane: `${claim.lane}#${number}`, installation, repository, number }, +clock.now());
  }
}
