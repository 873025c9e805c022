// Shows the card: one comment, put there once, edited in place, and back when somebody deletes it.
import { keepTicks } from "../domain/card.ts";
import type { Message } from "../domain/effects.ts";
import { printMarker } from "../domain/marker.ts";
import { type Memory, printState } from "./memory.ts";
import { post, render, type Scene, type Tools } from "./post.ts";

/** Brings the card up to date, or puts it there; edits notify nobody, and an unchanged card is not written. */
export async function showCard(card: Message, scene: Scene, tools: Tools): Promise<Memory> {
  const { claim, memory, issue } = scene;
  const text = keepTicks(render(card, scene, tools), scene.card?.body ?? "");
  const bodyAt = (revision: number) => {
    const state = printState({ revision, timeline: memory.timeline });
    return `${text}\n\n${printMarker({ kind: "card", text: state }, issue.nodeId, tools.seal)}`;
  };
  if (scene.card && scene.card.body === bodyAt(memory.revision)) return memory;
  const next = { ...memory, revision: memory.revision + 1 };
  const body = bodyAt(next.revision);
  const shown = scene.card
    ? { result: scene.card.id, isNew: false }
    : await post({ key: "card", comesBack: true, write: () => tools.github.comment(claim, body) }, scene, tools);
  if (shown.isNew) {
    const unpinned = (error: unknown) =>
      tools.log.debug({ lane: claim.lane, error: String(error) }, "the card could not be pinned");
    await tools.github.pin(claim, shown.result).catch(unpinned);
  } else await tools.github.editComment(claim, shown.result, body);
  return { ...next, card: shown.result };
}
