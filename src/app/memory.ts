// What is remembered of an incident: the same state in the card's sealed block and in the store; the newer one holds.
import type { Standing } from "../domain/freeze.ts";
import type { Entry } from "../domain/timeline.ts";
import { parseTimeline, printTimeline } from "../domain/timeline-text.ts";

export interface Memory {
  /** Grows with every change; of two copies the higher one is true. */
  readonly revision: number;
  readonly timeline: readonly Entry[];
  /** The card's comment; 0 before there is one. */
  readonly card: number;
  /** Everything up to here (ms since the epoch, by GitHub's clock) was heard and answered. */
  readonly seenAt: number;
  /** The node id; another one at the same address is another issue. */
  readonly nodeId?: string;
  /** Since when (ms) GitHub refuses something that is to be done; absent while it does not. */
  readonly refusedSince?: number;
  /** How it stands, while it goes on. */
  readonly standing?: Standing;
  /** When (ms) to look whether something was said twice; absent when there is no reason to. */
  readonly lookAgainAt?: number;
}

export const NO_MEMORY: Memory = { revision: 0, timeline: [], card: 0, seenAt: 0 };

export function printMemory({ timeline, ...memory }: Memory): string {
  return JSON.stringify({ ...memory, timeline: printTimeline(timeline) });
}

/** Reads what `printMemory` wrote; nothing remembered gives NO_MEMORY. */
export function parseMemory(text: string): Memory {
  if (text === "") return NO_MEMORY;
  const { timeline, ...memory } = JSON.parse(text) as Omit<Memory, "timeline"> & { timeline: string };
  return { ...memory, timeline: parseTimeline(timeline) };
}

/** How the incident stands that a store remembers, without reading its whole timeline. */
export function standingIn(text: string): Standing | undefined {
  return text === "" ? undefined : (JSON.parse(text) as Partial<Memory>).standing;
}

/** The card's sealed text: revision and timeline, with texts of at most so many characters (0 leaves a mark). */
export function printState({ revision, timeline }: Pick<Memory, "revision" | "timeline">, longest = Infinity): string {
  return `${revision}\n${printTimeline(longest === Infinity ? timeline : timeline.map((one) => shortened(one, longest)))}`;
}

/** What people typed at length; the whole text stands in the comment that `ref` names. */
const TEXTS = ["text", "note", "reason"];

function shortened(entry: Entry, longest: number): Entry {
  const cut = (text: string) =>
    text.length > longest ? `${text.slice(0, Math.max(0, longest - 1)).replace(/\p{Surrogate}$/u, "")}…` : text;
  const fields = Object.entries(entry);
  return Object.fromEntries(
    fields.map(([name, value]) => [name, TEXTS.includes(name) && typeof value === "string" ? cut(value) : value]),
  ) as Entry;
}

export function parseState(text: string): Pick<Memory, "revision" | "timeline"> {
  const [revision = "0", ...timeline] = text.split("\n");
  return { revision: Number(revision), timeline: parseTimeline(timeline.join("\n")) };
}
