// An incident: the issue as GitHub shows it and the sum of its timeline. Pure: the same input, the same incident.
import type { DateTime } from "luxon";
import type { Issue } from "./issue.ts";
import { type Entry, type EntryOf, entriesOf, latest, type Responder, type Status } from "./timeline.ts";

/** A stretch of time during which clocks stand still; open at the end while it lasts. */
export interface Stop {
  readonly why: "paused" | "ended" | "silenced";
  readonly from: DateTime;
  readonly to?: DateTime;
}

export type Ending = EntryOf<"resolved"> | EntryOf<"cancelled"> | EntryOf<"duplicate">;

export interface Incident {
  readonly issue: Issue;
  readonly timeline: readonly Entry[];
  readonly declaredAt: DateTime;
  readonly severity?: string;
  /** The entry that made the severity what it is. */
  readonly severitySince?: EntryOf<"severity">;
  readonly acknowledged?: EntryOf<"acknowledged">;
  /** How it ended; undefined while it is open. */
  readonly ended?: Ending;
  readonly status?: Status;
  readonly roles: Partial<Record<Responder, string>>;
  readonly impact?: string;
  readonly components: readonly string[];
  readonly stops: readonly Stop[];
  readonly isSilent: boolean;
  readonly isPaused: boolean;
  readonly isDrill: boolean;
  readonly isSecurity: boolean;
  readonly said: ReadonlySet<string>;
}

/** Adds up an incident. The timeline must hold a `declared` entry. */
export function incidentOf(issue: Issue, timeline: readonly Entry[]): Incident {
  const severitySince = latest(timeline, "severity");
  const stops = stopsOf(timeline);
  const open = stops.filter((stop) => stop.to === undefined);
  return {
    issue,
    timeline,
    declaredAt: latest(timeline, "declared")?.at ?? issue.createdAt,
    severity: severitySince?.to,
    severitySince,
    acknowledged: latest(timeline, "acknowledged"),
    ended: open.some((stop) => stop.why === "ended") ? endingOf(timeline) : undefined,
    status: statusOf(timeline),
    roles: Object.fromEntries(entriesOf(timeline, "role").map((entry) => [entry.role, entry.who])),
    impact: latest(timeline, "impact")?.text,
    components: latest(timeline, "affects")?.components ?? [],
    stops,
    isSilent: open.some((stop) => stop.why === "silenced"),
    isPaused: open.some((stop) => stop.why === "paused"),
    isDrill: latest(timeline, "drill") !== undefined || issue.isDrill === true,
    isSecurity: timeline.findLast(({ kind }) => kind === "security" || kind === "cleared")?.kind === "security",
    said: new Set(entriesOf(timeline, "said").flatMap((entry) => entry.keys)),
  };
}

const STARTS: Partial<Record<Entry["kind"], Stop["why"]>> = {
  paused: "paused",
  resolved: "ended",
  cancelled: "ended",
  duplicate: "ended",
  silenced: "silenced",
};
const ENDS: Partial<Record<Entry["kind"], Stop["why"]>> = { resumed: "paused", reopened: "ended", revived: "silenced" };

/** The stretches in which the clocks stood still, from the timeline's own marks. */
function stopsOf(timeline: readonly Entry[]): Stop[] {
  const stops: Stop[] = [];
  for (const entry of timeline) {
    const starting = STARTS[entry.kind];
    const ending = ENDS[entry.kind];
    const isOpen = (why: Stop["why"]) => stops.findLastIndex((stop) => stop.why === why && stop.to === undefined);
    if (starting && isOpen(starting) < 0) stops.push({ why: starting, from: entry.at });
    const index = ending ? isOpen(ending) : -1;
    const stop = stops[index];
    if (stop) stops[index] = { ...stop, to: entry.at };
  }
  return stops;
}

/** Whether it has ended, by its timeline alone. */
export function isOver(timeline: readonly Entry[]): boolean {
  return stopsOf(timeline).some(({ why, to }) => why === "ended" && to === undefined);
}

function endingOf(timeline: readonly Entry[]): Ending | undefined {
  return timeline.findLast((entry): entry is Ending => STARTS[entry.kind] === "ended");
}

function statusOf(timeline: readonly Entry[]): Status | undefined {
  const last = timeline.findLast((entry) => ["update", "resolved", "reopened"].includes(entry.kind));
  if (last?.kind === "update") return last.status;
  if (last?.kind === "resolved") return "resolved";
  return undefined;
}
