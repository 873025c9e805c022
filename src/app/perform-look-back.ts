// Performs a look back: queues it; `read-evidence.ts` reads, and the incident hears of it.
import type { EffectOf } from "../domain/effects.ts";
import { latest } from "../domain/timeline.ts";
import { errandDelivery } from "./evidence-lane.ts";
import type { Scene, Tools } from "./post.ts";

/** Long enough for the first card to stand, with whatever is said beside it. */
const AFTER_CARD = { seconds: 10 };

export async function lookBack({ lookout }: EffectOf<"look-back">, scene: Scene, { store }: Tools): Promise<void> {
  const { claim, issue, now, timeline } = scene;
  const { owner, name } = issue.repository;
  const here = `${owner}/${name}`;
  // What went on elsewhere has its causes where it began.
  const repository = latest(timeline, "carried")?.from ?? here;
  const page = issue.url.replace(/\/[^/]+\/[^/]+\/issues\/\d+$/, `/${repository}`);
  const errand = { lookout, after: +now.plus(AFTER_CARD), repository, page };
  await store.accept([errandDelivery(claim, issue.nodeId, errand)], +now);
}
