// Trends: figures over many incidents, from their summaries. Exercises count for nothing.
import { DateTime } from "luxon";
import type { Shown } from "./board.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { ActionSummary, Summary } from "./summary.ts";

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
  readonly actions: { readonly open: number; readonly overdue: number; readonly done: number };
  readonly notified: number;
  /** Where the team works: 0 is Monday, and the hour of the day. */
  readonly hour: { readonly day: number; readonly hour: number };
}

export function sampleOf({ repository, summary }: Shown, now: number): Sample {
  const { number, title, severity, rank, components, declaredAt, acknowledged, ended, timezone } = summary;
  const local = DateTime.fromMillis(declaredAt, { zone: timezone });
  return {
    ...{ repository, number, title, severity, rank, components, declaredAt, notified: summary.notified },
    response: acknowledged && acknowledged.at - declaredAt,
    resolution: ended && ended.at - declaredAt,
    sla: slaOf(summary, now),
    postMortem: postMortemOf(summary, now),
    actions: countActions(summary, now),
    hour: { day: local.weekday - 1, hour: local.hour },
  };
}

function slaOf({ clocks }: Summary, now: number): Sample["sla"] {
  const clock = clocks.find((one) => one.clock === "response");
  if (clock?.due === undefined) return clock?.done === undefined ? "undecided" : "met";
  if (clock.done !== undefined) return clock.done <= clock.due ? "met" : "breached";
  return now >= clock.due ? "breached" : "undecided";
}

function postMortemOf({ clocks, isWaived }: Summary, now: number): Sample["postMortem"] {
  const clock = clocks.find((one) => one.clock === "post-mortem");
  if (!clock) return "";
  if (isWaived) return "waived";
  const isLate = clock.due !== undefined && (clock.done ?? now) > clock.due;
  if (clock.done !== undefined) return isLate ? "late" : "on time";
  return isLate ? "overdue" : "pending";
}

/** An action is overdue when its day is over where the team works. */
function countActions({ actions, timezone }: Summary, now: number): Sample["actions"] {
  const isOverdue = ({ due, isDone }: ActionSummary) =>
    !isDone && due !== undefined && now > +DateTime.fromISO(due, { zone: timezone }).endOf("day");
  const done = actions.filter(({ isDone }) => isDone).length;
  const overdue = actions.filter(isOverdue).length;
  return { done, overdue, open: actions.length - done - overdue };
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
export function repeats(samples: readonly Sample[]): { name: string; incidents: number }[] {
  const names = samples.flatMap(({ components }) => [...new Set(components)]);
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => ({ name, incidents: all.length }))
    .filter(({ incidents }) => incidents > 1)
    .toSorted((a, b) => b.incidents - a.incidents || (a.name < b.name ? -1 : 1));
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
