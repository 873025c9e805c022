// When the app spoke up by itself, read from what it remembers of having said.
import type { Entry } from "./timeline.ts";

/** Milliseconds since the epoch; answers to what people typed are left out: their keys name the comment. */
export function remindersOf(timeline: readonly Entry[]): number[] {
  const answered = new Set(timeline.flatMap((entry) => (entry.kind === "answered" ? String(entry.comment) : [])));
  const isAnswer = (key: string) => answered.has(key.split(":")[1] ?? "");
  return timeline.flatMap((entry) => (entry.kind === "said" && !entry.keys.every(isAnswer) ? +entry.at : []));
}
