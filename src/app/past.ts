// What is long over comes back to pages when the store was lost: its card is read, after everything else, and nothing is done.
import type { GitHub } from "../adapters/github/port.ts";
import type { Claim, Delivery, Store } from "../adapters/store/port.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import { summaryOf } from "../domain/summary.ts";
import { latest } from "../domain/timeline.ts";
import { readIncident } from "./archive.ts";
import { parseNotice, printNotice } from "./notice.ts";
import type { Policies } from "./policies.ts";
import type { Tools } from "./post.ts";
import { readings } from "./readings.ts";
import { rowOf } from "./summary-row.ts";

/** Asks for the past of one issue; once, however often the repository is met. */
export function pastDelivery({ lane: own, installation, repository }: Claim, number: number): Delivery {
  const lane = `${own}#${number}`;
  const [id, body] = [`past ${lane}`, printNotice({ isPast: true })];
  return { id, contentKey: id, lane, number, installation, repository, urgency: NOT_URGENT, body };
}

/** Nothing else has happened to it since: whatever does makes it an incident of today. */
export function isPast({ memory, inbox }: Claim): boolean {
  return memory === "" && inbox.length > 0 && inbox.every(({ body }) => parseNotice(body).isPast);
}

interface Sources extends Pick<Tools, "seal" | "clock"> {
  readonly github: GitHub;
  readonly policies: Pick<Policies, "of">;
  readonly store: Pick<Store, "finish" | "forget">;
}

/** Two calls of GitHub's, of what is left of its limits. The lane stays without a memory: it is not looked after. */
export async function recallPast(claim: Claim, { github, policies, seal, store, clock }: Sources): Promise<void> {
  const now = clock.now();
  const policy = await policies.of(claim);
  const past = await readIncident(claim, policy, { github, seal }).catch(ignoreGone);
  // Closed while nobody looked, it never came to an end of which a page could tell.
  if (!past?.ended || latest(past.timeline, "moved")) return store.forget(claim);
  const summary = rowOf(summaryOf(past, policy, readings(past, { policy, now })));
  await store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT, summary }, +now);
}

function ignoreGone(error: { status?: number }): undefined {
  if (error.status === 404 || error.status === 410) return undefined;
  throw error;
}
