// The board: what it shows of an open incident at a moment, and which incident stands before which.
import { type ClockState, stateOf } from "./clock.ts";
import type { ClockSummary, Summary } from "./summary.ts";

/** A clock that runs or stands still; lengths in milliseconds. */
export interface Bar {
  readonly clock: string;
  readonly state: ClockState;
  readonly start: number;
  readonly due: number;
  /** Until the deadline; negative after it. */
  readonly left: number;
  /** Whole percents of the time that are used, 100 at the most. */
  readonly used: number;
}

/** Times in milliseconds since the epoch. */
export interface BoardRow
  extends Pick<Summary, "number" | "title" | "severity" | "rank" | "lead" | "components" | "timezone"> {
  /** The lane's key. */
  readonly id: string;
  readonly repository: string;
  /** Rows stand in the order of these: the smaller before the greater. */
  readonly order: string;
  readonly status: string;
  readonly bars: readonly Bar[];
  /** Of the last update; 0 when there is none. */
  readonly updatedAt: number;
  readonly declaredAt: number;
  readonly isUpdateOverdue: boolean;
  readonly isPaused: boolean;
  readonly isDrill: boolean;
  readonly isSecurity: boolean;
}

/** What `readSummaries` gives, with its body read. */
export interface Shown {
  readonly lane: string;
  readonly repository: string;
  readonly summary: Summary;
}

export function boardRowOf({ lane, repository, summary }: Shown, now: number): BoardRow {
  const { number, title, severity, rank, lead, components, timezone, declaredAt } = summary;
  const { isPaused, isDrill, isSecurity, status = "", clocks, updates } = summary;
  const bars = clocks.filter(({ done }) => done === undefined).map((clock) => barOf(clock, now));
  return {
    ...{ id: lane, repository, number, title, severity, rank, lead, components, timezone, declaredAt },
    ...{ isPaused, isDrill, isSecurity, status },
    order: orderOf(summary),
    bars: bars.toSorted((a, b) => a.due - b.due),
    updatedAt: updates.at(-1)?.at ?? 0,
    isUpdateOverdue: bars.some(({ clock, state }) => clock === "update" && state === "breached"),
  };
}

function barOf(summary: ClockSummary, now: number): Bar {
  const { clock, start, due, left = 0 } = summary;
  const state = stateOf(summary, now);
  if (due === undefined) return { clock, state, start, due: Number.MAX_SAFE_INTEGER, left, used: 0 };
  const used = Math.min(100, Math.max(0, Math.floor(((now - start) / Math.max(1, due - start)) * 100)));
  return { clock, state, start, due, left: due - now, used };
}

/** The most severe first, then the nearest deadline, then the oldest; what stands still comes after what runs. */
function orderOf({ rank, clocks, declaredAt, isDrill }: Summary): string {
  const dues = clocks.filter(({ done }) => done === undefined).flatMap(({ due }) => due ?? []);
  const nearest = dues.length > 0 ? Math.min(...dues) : Number.MAX_SAFE_INTEGER;
  return `${isDrill ? 1 : 0}${[rank, nearest, declaredAt].map((part) => String(part).padStart(16, "0")).join("")}`;
}

/** What the board is narrowed to; "" everywhere: to nothing. */
export interface BoardFilter {
  readonly repository: string;
  readonly severity: string;
  readonly component: string;
}

export function matches({ repository, summary }: Shown, filter: BoardFilter): boolean {
  return (
    (filter.repository === "" || filter.repository === repository) &&
    (filter.severity === "" || filter.severity === summary.severity) &&
    (filter.component === "" || summary.components.includes(filter.component))
  );
}
