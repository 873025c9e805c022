// Shows the card: one comment, put there once, edited in place, and back when somebody deletes it.
import { keepTicks } from "../domain/card.ts";
import type { Message } from "../domain/effects.ts";
import { printMarker } from "../domain/marker.ts";
import { type Entry, entriesOf } from "../domain/timeline.ts";
import { type Memory, printState } from "./memory.ts";
import { Hold, post, render, type Scene, type Tools } from "./post.ts";

/** GitHub takes 65,536 characters. */
const LONGEST_BODY = 65_000;
/** Characters; the seal does not open what unpacks to more than three times as many bytes. */
const LONGEST_STATE = 600_000;
/** Characters of a text in the sealed state: as many as fit. The store keeps the whole texts. */
const LONGEST_TEXTS = [Infinity, 200, 60, 0];
/** Answers that the card remembers at the least; older comments are hardly ever edited. */
const LAST_ANSWERS = 200;

/** Brings the card up to date, or puts it there; edits notify nobody, and an unchanged card is not written. */
export async function showCard(card: Message, scene: Scene, tools: Tools): Promise<Memory> {
  const { claim, memory } = scene;
  const text = keepTicks(await render(card, scene, tools), scene.card?.body ?? "");
  if (scene.card && scene.card.body === bodyOf(text, memory, [scene, tools])) return memory;
  const next = { ...memory, revision: memory.revision + 1 };
  const body = bodyOf(text, next, [scene, tools]);
  if (body === undefined) {
    tools.log.error({ lane: claim.lane, text: text.length }, "the card does not fit a comment; it stays as it is");
    return memory;
  }
  const shown = scene.card
    ? { result: scene.card.id, isNew: false }
    : await post({ key: "card", comesBack: true, write: () => tools.github.comment(claim, body) }, scene, tools);
  if (shown.isNew) {
    const unpinned = (error: unknown) =>
      tools.log.debug({ lane: claim.lane, error: String(error) }, "the card could not be pinned");
    await tools.github.pin(claim, shown.result).catch(unpinned);
  } else await edit(shown.result, body, [scene, tools]);
  return { ...next, card: shown.result };
}

/** The card with as much of its state as GitHub takes; undefined when nothing makes it fit. */
export function bodyOf(
  text: string,
  { revision, timeline }: Memory,
  [{ issue }, tools]: [Scene, Tools],
): string | undefined {
  const attempts = [
    ...LONGEST_TEXTS.map((longest) => ({ longest, entries: () => timeline })),
    { longest: 0, entries: () => withoutOldAnswers(timeline) },
  ];
  for (const { longest, entries } of attempts) {
    const state = printState({ revision, timeline: entries() }, longest);
    if (state.length > LONGEST_STATE) continue;
    const body = `${text}\n\n${printMarker({ kind: "card", text: state }, issue.nodeId, tools.seal)}`;
    if (body.length <= LONGEST_BODY) return body;
  }
  return undefined;
}

function withoutOldAnswers(timeline: readonly Entry[]): Entry[] {
  const old = new Set<Entry>(entriesOf(timeline, "answered").slice(0, -LAST_ANSWERS));
  return timeline.filter((entry) => !old.has(entry));
}

/** A card that the thread does not show may be too new to be listed, or deleted by hand: then it comes back once that is certain. */
async function edit(id: number, body: string, [{ claim, card, now }, tools]: [Scene, Tools]): Promise<void> {
  try {
    await tools.github.editComment(claim, id, body);
  } catch (error) {
    if (!card && (error as { status?: number }).status === 404) throw new Hold(now.plus(tools.settle));
    throw error;
  }
}
