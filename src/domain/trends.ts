// Trends: figures over many incidents, from their summaries. Exercises count for nothing.
import { DateTime } from "luxon";
import { type ActionCounts, countActions } from "./action.ts";
import type { Shown } from "./board.ts";
import { stateOf } from "./clock.ts";
import { type Hit, hitsOf } from "./component.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { Summary } from "./summary.ts";

/** An incident as a row of figures; times in milliseconds since the epoch, lengths in milliseconds. */
export interface Sample {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly rank: number;
  readonly components: readonly string[];
  readonly declaredAt: number;
  /** From the declaration to the acknowledgement. */
  readonly response?: number | undefined;
  /** From the declaration to the end. */
  readonly resolution?: number | undefined;
  readonly sla: "met" | "breached" | "undecided";
  /** "" when none is owed. */
  readonly postMortem: "" | "on time" | "late" | "overdue" | "pending" | "waived";
  readonly actions: ActionCounts;
  readonly notified: number;
  /** Where the team works: 0 is Monday, and the hour of the day. */
  readonly hour: { readonly day: number; readonly hour: number };
}

export function sampleOf({ repository, summary }: Shown, now: number): Sample {
  const { number, title, severity, rank, components, declaredAt, acknowledged, ended, timezone } = summary;
  const local = (at: number) => DateTime.fromMillis(at, { zone: timezone });
  const start = local(declaredAt);
  return {
    ...{ repository, number, title, severity, rank, components, declaredAt, notified: summary.notified },
    response: acknowledged && acknowledged.at - declaredAt,
    resolution: ended && ended.at - declaredAt,
    sla: slaOf(summary, now),
    postMortem: postMortemOf(summary, now),
    actions: countActions(summary.actions, local(now), timezone),
    hour: { day: start.weekday - 1, hour: start.hour },
  };
}

function slaOf({ clocks }: Summary, now: number): Sample["sla"] {
  const clock = clocks.find((one) => one.clock === "response");
  const state = clock && stateOf(clock, now);
  return state === "met" || state === "breached" ? state : "undecided";
}

function postMortemOf({ clocks, isWaived }: Summary, now: number): Sample["postMortem"] {
  const clock = clocks.find((one) => one.clock === "post-mortem");
  if (!clock) return "";
  if (isWaived) return "waived";
  const isLate = stateOf(clock, now) === "breached";
  if (clock.done !== undefined) return isLate ? "late" : "on time";
  return isLate ? "overdue" : "pending";
}

export interface SeverityTrend {
  readonly severity: string;
  readonly incidents: number;
  readonly response: Spread;
  readonly resolution: Spread;
  readonly met: number;
  readonly breached: number;
}

/** By severity, the most severe first. */
export function severityTrends(samples: readonly Sample[]): SeverityTrend[] {
  const groups = [...Map.groupBy(samples, ({ severity }) => severity)];
  const rankOf = (group: readonly Sample[]) => Math.min(...group.map(({ rank }) => rank));
  return groups
    .toSorted(([a, some], [b, others]) => rankOf(some) - rankOf(others) || (a < b ? -1 : 1))
    .map(([severity, group]) => ({
      severity,
      incidents: group.length,
      response: spreadOf(group.flatMap(({ response }) => response ?? [])),
      resolution: spreadOf(group.flatMap(({ resolution }) => resolution ?? [])),
      met: group.filter(({ sla }) => sla === "met").length,
      breached: group.filter(({ sla }) => sla === "breached").length,
    }));
}

/** How many post-mortems are in which state, actions likewise, and how often people were told something. */
export function totalsOf(samples: readonly Sample[]) {
  const postMortems = (state: Sample["postMortem"]) => samples.filter(({ postMortem }) => postMortem === state).length;
  const actions = (state: keyof Sample["actions"]) => samples.reduce((sum, one) => sum + one.actions[state], 0);
  return {
    incidents: samples.length,
    postMortems: {
      ...{ onTime: postMortems("on time"), late: postMortems("late"), overdue: postMortems("overdue") },
      ...{ pending: postMortems("pending"), waived: postMortems("waived") },
    },
    actions: { open: actions("open"), overdue: actions("overdue"), done: actions("done") },
    notified: samples.reduce((sum, { notified }) => sum + notified, 0),
  };
}

/** Components that more than one incident was about, the worst first. */
export function repeats(samples: readonly Sample[]): Hit[] {
  return hitsOf(samples).filter(({ incidents }) => incidents > 1);
}

/** Incidents declared in each hour of the week: seven days from Monday, each of 24 hours. */
export function hoursOf(samples: readonly Sample[]): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { hour } of samples) {
    const day = week[hour.day];
    if (day) day[hour.hour] = (day[hour.hour] ?? 0) + 1;
  }
  return week;
}
