// Our own comments in a thread, known by their sealed line, and what they remember of the incident.
import type { Place } from "../adapters/github/port.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { type Marker, parseMarker, type Seal } from "../domain/marker.ts";
import { type Entry, insertEntry } from "../domain/timeline.ts";
import { type Memory, NO_MEMORY, parseState } from "./memory.ts";

/** Another repository has the name by now, and an issue with the number: nothing of ours is its business. */
export class Stranger extends Error {
  /** As if it were not there. */
  readonly status = 404;
  readonly response = {};
  constructor({ repository, number }: Place) {
    super(`${repository}#${number} is another issue than it was`);
    this.name = "Stranger";
  }
}

export interface Marked {
  readonly comment: Comment;
  readonly marker: Marker;
  /** The node id it is sealed for: the issue's, or the one it had before it was transferred. */
  readonly sealedFor: string;
}

export function markedComment(comment: Comment, issues: readonly string[], seal: Seal): Marked[] {
  if (!comment.isOurs) return [];
  return issues
    .flatMap((sealedFor) => {
      const marker = parseMarker(comment.body, sealedFor, seal);
      return marker ? [{ comment, marker, sealedFor }] : [];
    })
    .slice(0, 1);
}

/** A transferred incident leaves its own issues behind: their numbers mean something else here. */
export function arrived(memory: Memory, card: Marked | undefined, { nodeId }: Issue): Memory {
  if (!card || card.sealedFor === nodeId) return memory;
  return { ...memory, timeline: memory.timeline.filter(({ kind }) => kind !== "report" && kind !== "action") };
}

/** The card: the oldest there is, with the newest state of all. */
export function cardAmong(marked: readonly Marked[]): Marked | undefined {
  const cards = marked.filter(({ marker }) => marker.kind === "card");
  const oldest = cards.toSorted(byAge)[0];
  const latest = cards.toSorted((a, b) => parseState(b.marker.text).revision - parseState(a.marker.text).revision)[0];
  return oldest && latest && { ...oldest, marker: latest.marker };
}

/** Comments that say, under the same kind and key, what an older one says: a list that lagged made us say it twice. */
export function copiesAmong(marked: readonly Marked[]): number[] {
  const same = Map.groupBy(marked, ({ marker: { kind, text } }) => (kind === "card" ? kind : `${kind}\n${text}`));
  return [...same.values()].flatMap((some) =>
    some
      .toSorted(byAge)
      .slice(1)
      .map(({ comment }) => comment.id),
  );
}

function byAge({ comment: one }: Marked, { comment: other }: Marked): number {
  return +one.createdAt - +other.createdAt || one.id - other.id;
}

/** The card and the store hold the same; whichever was written later is true, and an empty store knows nothing. */
export function newest(stored: Memory, card: Marked | undefined): Memory {
  if (!card) return stored;
  const kept = parseState(card.marker.text);
  const base = kept.revision > stored.revision ? { ...NO_MEMORY, seenAt: stored.seenAt, ...kept } : stored;
  return { ...base, card: card.comment.id };
}

/** A card that somebody deleted is told once more by its webhook: a store that was lost learns from it what it knew. */
export function recalled(stored: Memory, told: readonly Marked[]): Memory {
  const card = cardAmong(told);
  return card && parseState(card.marker.text).revision > stored.revision ? newest(stored, card) : stored;
}

/** A comment that stands in the thread, or of which a webhook told, was said, whatever was remembered. */
export function withSaid(timeline: readonly Entry[], marked: readonly Marked[]): Entry[] {
  const known = new Set(timeline.flatMap((entry) => (entry.kind === "said" ? entry.keys : [])));
  return marked.reduce<Entry[]>(
    (entries, { comment, marker }) => {
      const keys = marker.kind === "card" ? [] : marker.text.split("\n").filter((key) => key && !known.has(key));
      // Also when nothing was remembered: the pass that said it may have been cut off before it wrote anything else.
      return keys.length > 0 ? insertEntry(entries, { kind: "said", at: comment.createdAt, keys }) : entries;
    },
    [...timeline],
  );
}
