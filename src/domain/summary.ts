// The summary of an incident: all that lists and pages need of it, written with every look, so that they never ask GitHub.
import { atRiskAt } from "./clock.ts";
import type { Reading } from "./facts.ts";
import type { Incident } from "./incident.ts";
import { type Policy, rankOf } from "./policy.ts";
import { type PublishedUpdate, publishedUpdates } from "./published.ts";
import { remindersOf } from "./reminders.ts";
import { actionsOf, type EntryOf, latest, type Status } from "./timeline.ts";

/** A clock as a page draws it; times in milliseconds since the epoch (UTC), lengths in milliseconds. */
export interface ClockSummary {
  readonly clock: string;
  readonly start: number;
  /** What was promised. */
  readonly target: number;
  /** Counted in a calendar's hours, not round the clock. */
  readonly isInHours?: boolean | undefined;
  /** The stretches that moved the deadline; open at the end while it stands still. */
  readonly stops?: readonly { readonly why: string; readonly from: number; readonly to?: number | undefined }[];
  /** From then on it is at risk. */
  readonly riskAt?: number | undefined;
  /** The deadline; absent while it stands still. */
  readonly due?: number | undefined;
  readonly done?: number | undefined;
  /** What was left when it stopped. */
  readonly left?: number | undefined;
}

/** Times in milliseconds since the epoch (UTC). Everything that people typed is as they typed it: whoever shows it encodes it. */
export interface Summary {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly locale: Policy["locale"];
  readonly timezone: string;
  /** "" while nobody has named one. */
  readonly severity: string;
  /** 0 is most severe. */
  readonly rank: number;
  readonly declaredAt: number;
  readonly acknowledged?: { readonly at: number; readonly by: string } | undefined;
  readonly ended?: { readonly at: number; readonly by: string; readonly kind: string } | undefined;
  readonly status?: Status | undefined;
  readonly lead: string;
  readonly impact: string;
  readonly components: readonly string[];
  readonly isDrill: boolean;
  readonly isSecurity: boolean;
  readonly isSilent: boolean;
  readonly isPaused: boolean;
  readonly clocks: readonly ClockSummary[];
  /** What was said to the public, oldest first. */
  readonly updates: readonly PublishedUpdate[];
  /** The post-mortem's issue or pull request; absent before it is opened. */
  readonly report?: number | undefined;
  readonly isWaived: boolean;
  readonly actions: readonly ActionSummary[];
  /** How often people were told something unasked. */
  readonly notified: number;
}

export type ActionSummary = Pick<EntryOf<"action">, "number" | "text" | "owner" | "due" | "isDone">;

/** The summary of an incident whose clocks were just read. */
export function summaryOf(incident: Incident, policy: Policy, clocks: readonly Reading[]): Summary {
  const { issue, severity = "", acknowledged, ended, status, timeline } = incident;
  const { isDrill, isSecurity, isSilent, isPaused, components } = incident;
  return {
    ...{ number: issue.number, title: issue.title, url: issue.url },
    ...{ locale: policy.locale, timezone: policy.timezone },
    ...{ severity, rank: rankOf(policy, severity), components, isDrill, isSecurity, isSilent, isPaused },
    declaredAt: +incident.declaredAt,
    acknowledged: acknowledged && { at: +acknowledged.at, by: acknowledged.by ?? "" },
    ended: ended && { at: +ended.at, by: ended.by ?? "", kind: ended.kind },
    status,
    lead: incident.roles.lead ?? "",
    impact: incident.impact ?? "",
    clocks: clocks.map(clockSummary),
    updates: publishedUpdates(timeline),
    report: latest(timeline, "report")?.number,
    isWaived: timeline.findLast(({ kind }) => kind === "waived" || kind === "reviewed")?.kind === "waived",
    notified: remindersOf(timeline).length,
    actions: [...actionsOf(timeline).values()].map(actionSummary),
  };
}

function clockSummary(reading: Reading): ClockSummary {
  const { clock, start, target, hours, due, done, left, stops } = reading;
  const riskAt = atRiskAt(reading);
  return {
    clock,
    start: +start,
    target: target.toMillis(),
    ...(hours && { isInHours: true }),
    ...(stops.length > 0 && { stops: stops.map(({ why, from, to }) => ({ why, from: +from, to: to && +to })) }),
    riskAt: riskAt && +riskAt,
    due: due && +due,
    done: done && +done,
    left: left?.toMillis(),
  };
}

function actionSummary({ number, text, owner, due, isDone }: EntryOf<"action">): ActionSummary {
  return { number, text, isDone, ...(owner && { owner }), ...(due && { due }) };
}
