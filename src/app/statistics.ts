// The figures of a month, from its incidents. Pure; medians and percentiles are values that occurred, never a bare mean.
import { type DateTime, Duration } from "luxon";
import { CLOCKS } from "../clocks/index.ts";
import { type ActionCounts, countActions } from "../domain/action.ts";
import { type ClockState, type Span, stateAt } from "../domain/clock.ts";
import { type Hit, hitsOf } from "../domain/component.ts";
import type { Incident } from "../domain/incident.ts";
import type { Month } from "../domain/month.ts";
import type { Policy } from "../domain/policy.ts";
import { spreadOf } from "../domain/spread.ts";
import { actionsOf, type Entry, entriesOf, latest } from "../domain/timeline.ts";

/** How long something took: of how many incidents, and which time half and nine tenths of them kept (nearest rank). */
export interface Figures {
  readonly n: number;
  readonly median?: Duration | undefined;
  readonly p90?: Duration | undefined;
}

export interface SeverityFigures {
  /** "" while nobody has named one, and for all of them together. */
  readonly severity: string;
  readonly incidents: number;
  /** From the declaration to the acknowledgement. */
  readonly response: Figures;
  /** From the declaration to the resolution. */
  readonly resolution: Figures;
  /** The promise of response: kept, broken, or not decided yet. */
  readonly sla: { readonly met: number; readonly breached: number; readonly undecided: number };
}

export interface Waiver {
  readonly number: number;
  readonly url: string;
  readonly by: string;
  readonly reason: string;
}

export interface MonthStatistics {
  readonly month: Month;
  /** When the figures were taken. */
  readonly now: DateTime;
  /** The policy's severities, most severe first, then others that occurred, then incidents without one. */
  readonly severities: readonly SeverityFigures[];
  readonly all: SeverityFigures;
  /** Counted apart: false alarms, incidents folded into another one, exercises. */
  readonly cancelled: number;
  readonly duplicates: number;
  readonly drills: number;
  /** Those owed are the sum of the others. */
  readonly postMortems: {
    readonly owed: number;
    readonly onTime: number;
    readonly late: number;
    readonly overdue: number;
    readonly pending: number;
    readonly waived: readonly Waiver[];
  };
  readonly actions: ActionCounts;
  /** How much people were bothered: comments that nobody had asked for, and what they said. */
  readonly reminders: { readonly comments: number; readonly said: number };
  /** The components hit most often, at most ten. */
  readonly components: readonly Hit[];
}

const MOST_COMPONENTS = 10;

/** The figures of the incidents declared in the month, as they stand `now`. */
export function statisticsOf(
  incidents: readonly Incident[],
  policy: Policy,
  { month, now }: { month: Month; now: DateTime },
): MonthStatistics {
  const declared = incidents.filter(({ declaredAt }) => declaredAt >= month.from && declaredAt < month.to);
  const earnest = declared.filter(({ isDrill, timeline }) => !isDrill && !latest(timeline, "moved"));
  const endedAs = (kind: Entry["kind"]) => earnest.filter(({ ended }) => ended?.kind === kind);
  const counted = earnest.filter(({ ended }) => ended?.kind !== "cancelled" && ended?.kind !== "duplicate");
  const figuresOf = (severity: string, some: readonly Incident[]) => severityFigures(severity, some, { policy, now });
  return {
    month,
    now,
    severities: severitiesOf(counted, policy).map((name) =>
      figuresOf(
        name,
        counted.filter(({ severity = "" }) => severity === name),
      ),
    ),
    all: figuresOf("", counted),
    cancelled: endedAs("cancelled").length,
    duplicates: endedAs("duplicate").length,
    drills: declared.length - earnest.length,
    postMortems: postMortemsOf(counted, policy, now),
    actions: countActions(
      earnest.flatMap(({ timeline }) => [...actionsOf(timeline).values()]),
      now,
      policy.timezone,
    ),
    reminders: remindersOf(earnest),
    components: hitsOf(counted).slice(0, MOST_COMPONENTS),
  };
}

function severitiesOf(incidents: readonly Incident[], policy: Policy): string[] {
  const named = policy.severities.map(({ name }) => name);
  const seen = [...new Set(incidents.map(({ severity = "" }) => severity))].filter((name) => !named.includes(name));
  // "" sorts before every name, and belongs at the end.
  return [...named, ...seen.filter(Boolean).toSorted(), ...seen.filter((name) => !name)];
}

function severityFigures(
  severity: string,
  incidents: readonly Incident[],
  { policy, now }: { policy: Policy; now: DateTime },
): SeverityFigures {
  const states = incidents.map((incident) => responseState(incident, policy, now));
  const met = states.filter((state) => state === "met").length;
  const breached = states.filter((state) => state === "breached").length;
  const until = (end: (incident: Incident) => DateTime | undefined) =>
    figures(incidents.flatMap((incident) => end(incident)?.diff(incident.declaredAt) ?? []));
  return {
    severity,
    incidents: incidents.length,
    response: until(({ acknowledged }) => acknowledged?.at),
    resolution: until(({ ended }) => ended?.at),
    sla: { met, breached, undecided: incidents.length - met - breached },
  };
}

function measured(name: string, incident: Incident, policy: Policy): Span | undefined {
  return CLOCKS.find((clock) => clock.name === name)?.measure(incident, policy);
}

function responseState(incident: Incident, policy: Policy, now: DateTime): ClockState {
  const span = measured("response", incident, policy);
  return span ? stateAt(span, now) : "stopped";
}

function figures(lengths: readonly Duration[]): Figures {
  const { n, median, p90 } = spreadOf(lengths.map((length) => length.toMillis()));
  const length = (millis: number | undefined) => (millis === undefined ? undefined : Duration.fromMillis(millis));
  return { n, median: length(median), p90: length(p90) };
}

function postMortemsOf(incidents: readonly Incident[], policy: Policy, now: DateTime): MonthStatistics["postMortems"] {
  const owed = incidents.flatMap((incident) => {
    const span = measured("post-mortem", incident, policy);
    const waiver = span?.done && waiverOf(incident);
    return span ? [{ waiver, isDone: span.done !== undefined, isLate: stateAt(span, now) === "breached" }] : [];
  });
  const written = owed.filter(({ waiver }) => !waiver);
  const count = (isDone: boolean, isLate: boolean) =>
    written.filter((one) => one.isDone === isDone && one.isLate === isLate).length;
  return {
    owed: owed.length,
    onTime: count(true, false),
    late: count(true, true),
    overdue: count(false, true),
    pending: count(false, false),
    waived: owed.flatMap(({ waiver }) => waiver ?? []),
  };
}

/** The waiver, unless the post-mortem was done after all. */
function waiverOf({ issue, timeline }: Incident): Waiver | undefined {
  const last = timeline.findLast(({ kind }) => kind === "waived" || kind === "reviewed");
  if (last?.kind !== "waived") return undefined;
  return { number: issue.number, url: issue.url, by: last.by ?? "", reason: last.reason };
}

/** Answers to what somebody typed are no reminders, though they stand among what was said: their keys name the comment. */
function remindersOf(incidents: readonly Incident[]): MonthStatistics["reminders"] {
  const comments = incidents.flatMap(({ timeline }) => {
    const answered = new Set(entriesOf(timeline, "answered").map(({ comment }) => String(comment)));
    const isAnswer = (key: string) => answered.has(key.split(":")[1] ?? "");
    return entriesOf(timeline, "said").map(({ keys }) => keys.filter((key) => !isAnswer(key)).length);
  });
  return {
    comments: comments.filter((keys) => keys > 0).length,
    said: comments.reduce((sum, keys) => sum + keys, 0),
  };
}
