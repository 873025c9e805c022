// One incident as its page shows it: the rows of its timeline, marks for the chart, and the clocks with their arithmetic.
import { rowOf } from "./card.ts";
import { type ClockState, stateOf } from "./clock.ts";
import type { Message } from "./effects.ts";
import { rowsOfChanges } from "./evidence.ts";
import type { ClockSummary, Summary } from "./summary.ts";
import { type Entry, isShown, latest } from "./timeline.ts";

/** What a mark on the chart is about: each kind has a line of its own. */
export const TRACKS = ["change", "update", "people", "alarm"] as const;
export type Track = (typeof TRACKS)[number];

/** Milliseconds since the epoch. */
export interface Happening {
  readonly at: number;
  readonly by: string;
  readonly track: Track;
  /** What the card says of it. */
  readonly message: Message;
}

/** What the clock, a monitor or the ladder did, rather than a person. */
const ALARMS: readonly Entry["kind"][] = ["escalated", "mailed", "unheard", "breached", "alert", "snoozed"];

export function happeningsOf(timeline: readonly Entry[]): Happening[] {
  return timeline.filter(isShown).map((entry) => {
    const { at, template, data } = rowOf(entry);
    return { at: +at, by: entry.by ?? "", track: trackOf(entry), message: { template, data } };
  });
}

/** What changed before the start, earliest first: what the card knows of it, whether or not it still shows it. */
export function changesBefore(timeline: readonly Entry[]): (Happening & { readonly url: string })[] {
  return rowsOfChanges(latest(timeline, "evidence")?.changes ?? [])
    .map((change) => {
      // The page has its own way of writing links.
      const message = { template: "change", data: { ...change, url: "" } };
      // Whoever deploys may write any address.
      const url = /^https?:\/\//i.test(change.url) ? change.url : "";
      return { at: +change.at, by: change.by, url, track: "change" as const, message };
    })
    .toSorted((a, b) => a.at - b.at);
}

/** Drawn to scale, what is long past would leave no room for the incident: as far back as it has lasted, or an hour. */
export function nearby(changes: readonly Happening[], { from, to }: { from: number; to: number }): Happening[] {
  const back = Math.max(to - from, 3_600_000);
  return changes.filter(({ at }) => at >= from - back);
}

function trackOf({ kind }: Entry): Track {
  if (kind === "update") return "update";
  return ALARMS.includes(kind) ? "alarm" : "people";
}

export interface Phase {
  readonly name: "waiting" | "working" | "after";
  readonly from: number;
  readonly to: number;
}

/** From the declaration to the acknowledgement, to the end, and after it; phases without length are left out. */
export function phasesOf({ declaredAt, acknowledged, ended }: Summary, until: number): Phase[] {
  const end = ended?.at ?? until;
  const answered = Math.min(acknowledged?.at ?? end, end);
  const phases: Phase[] = [
    { name: "waiting", from: declaredAt, to: answered },
    { name: "working", from: answered, to: end },
    { name: "after", from: end, to: until },
  ];
  return phases.filter(({ from, to }) => to > from);
}

/** A clock's sum: start, what was promised, what stood still, and the deadline that follows. */
export interface Sum extends ClockSummary {
  readonly state: ClockState;
  readonly stops: NonNullable<ClockSummary["stops"]>;
}

export function sumOf(clock: ClockSummary, now: number): Sum {
  return { ...clock, stops: clock.stops ?? [], state: stateOf(clock, now) };
}
