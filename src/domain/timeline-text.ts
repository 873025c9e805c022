// The timeline as text, printed and parsed side by side: for the card's sealed block and for the store.
import { DateTime } from "luxon";
import type { Entry } from "./timeline.ts";

/** JSON text; times are whole seconds since the epoch, because GitHub's are. */
export function printTimeline(timeline: readonly Entry[]): string {
  return JSON.stringify(timeline.map(pack));
}

/** Reads what `printTimeline` wrote; throws on anything else (it is only called on text whose signature held). */
export function parseTimeline(text: string): Entry[] {
  return (JSON.parse(text) as Record<string, unknown>[]).map(unpack);
}

const INSTANTS = ["at", "until", "heard", "since"] as const;

function pack(entry: Entry): Record<string, unknown> {
  const packed: Record<string, unknown> = { ...entry };
  for (const name of INSTANTS) {
    const value = packed[name];
    if (value instanceof DateTime) packed[name] = Math.floor(value.toSeconds());
  }
  return packed;
}

function unpack(packed: Record<string, unknown>): Entry {
  const entry: Record<string, unknown> = { ...packed };
  for (const name of INSTANTS) {
    const value = entry[name];
    if (typeof value === "number") entry[name] = DateTime.fromSeconds(value, { zone: "utc" });
  }
  return entry as unknown as Entry;
}
