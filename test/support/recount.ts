// A month's figures counted a second time, without the app's arithmetic: minute by minute, from the lists of entries alone.
import type { DateTime } from "luxon";
import type { Entry } from "../../src/domain/timeline.ts";

export interface Thread {
  readonly number: number;
  readonly url: string;
  readonly entries: readonly Entry[];
}

/** What a severity promises, in minutes; most severe first. A name that is not here promises as the first one does. */
export interface Promises {
  readonly name: string;
  readonly response: number;
  readonly postMortem?: number;
  readonly pausable: boolean;
}

interface Frame {
  readonly promises: readonly Promises[];
  readonly from: DateTime;
  readonly to: DateTime;
  readonly now: DateTime;
  readonly zone: string;
}

const minute = (at: DateTime): number => Math.round(at.toMillis() / 60_000);

function promiseOf(name: string | undefined, promises: readonly Promises[]): Promises & { rank: number } {
  const rank = Math.max(
    0,
    promises.findIndex((one) => one.name === name),
  );
  return { ...(promises[rank] as Promises), rank };
}

/** From which minute how many minutes were promised; each upgrade promises anew, everything else starts over. */
function promised(entries: readonly Entry[], { promises }: Frame): { from: number; minutes: number }[] {
  const start = minute(entries[0]?.at as DateTime);
  let known: string | undefined;
  let list = [{ from: start, minutes: promiseOf(known, promises).response }];
  for (const entry of entries) {
    if (entry.kind !== "severity") continue;
    const [now, before] = [promiseOf(entry.to, promises), promiseOf(known, promises)];
    const isUpgrade = known !== undefined && now.rank < before.rank && minute(entry.at) > start;
    list = isUpgrade
      ? [...list, { from: minute(entry.at), minutes: now.response }]
      : [{ from: start, minutes: now.response }];
    known = entry.to;
  }
  return list;
}

/** Lets the minutes pass one by one: the promise is broken in the minute in which one of them is used up. */
function responseOf(entries: readonly Entry[], frame: Frame): "met" | "breached" | "undecided" {
  const acknowledged = entries.find(({ kind }) => kind === "acknowledged");
  const end = minute(acknowledged?.at ?? frame.now);
  const used = promised(entries, frame).map((one) => ({ ...one, used: 0 }));
  let [isOver, isSilent, pausedAt, next] = [false, false, Number.NaN, 0];
  for (let now = minute(entries[0]?.at as DateTime); now <= end; now += 1) {
    const isUsedUp = used.some((one) => now >= one.from && one.used === one.minutes);
    if (isUsedUp && (!acknowledged || now < end)) return "breached";
    for (let entry = entries[next]; entry && minute(entry.at) <= now; entry = entries[++next]) {
      if (["resolved", "cancelled", "duplicate"].includes(entry.kind)) isOver = true;
      if (entry.kind === "reopened") isOver = false;
      if (entry.kind === "silenced") isSilent = true;
      if (entry.kind === "revived") isSilent = false;
      if (entry.kind === "paused") pausedAt = now;
      if (entry.kind === "resumed") pausedAt = Number.NaN;
      if (entry.kind === "severity" && now > pausedAt && !promiseOf(entry.to, frame.promises).pausable)
        pausedAt = Number.NaN;
    }
    if (isOver || isSilent || !Number.isNaN(pausedAt)) continue;
    for (const one of used) if (now >= one.from) one.used += 1;
  }
  return acknowledged ? "met" : "undecided";
}

/** The smallest value that so many in a hundred do not exceed. */
function percentile(values: readonly number[], percent: number): number | null {
  const enough = values.filter((one) => values.filter((other) => other <= one).length * 100 >= percent * values.length);
  return enough.length > 0 ? Math.min(...enough) : null;
}

const taken = (seconds: readonly number[]) => ({
  n: seconds.length,
  median: percentile(seconds, 50),
  p90: percentile(seconds, 90),
});

const endOf = (entries: readonly Entry[]) =>
  entries.findLast(({ kind }) => ["resolved", "cancelled", "duplicate", "reopened"].includes(kind));
const severityOf = (entries: readonly Entry[]) =>
  entries.reduce<string | null>((name, entry) => (entry.kind === "severity" ? entry.to : name), null);

function figuresOf(threads: readonly Thread[], frame: Frame) {
  const seconds = (end: (entries: readonly Entry[]) => Entry | undefined) =>
    threads.flatMap(({ entries }) => {
      const [first, last] = [entries[0], end(entries)];
      return first && last ? (minute(last.at) - minute(first.at)) * 60 : [];
    });
  const states = threads.map(({ entries }) => responseOf(entries, frame));
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    incidents: threads.length,
    responseSeconds: taken(seconds((entries) => entries.find(({ kind }) => kind === "acknowledged"))),
    resolutionSeconds: taken(seconds((entries) => (endOf(entries)?.kind === "resolved" ? endOf(entries) : undefined))),
    sla: { met: count("met"), breached: count("breached"), undecided: count("undecided") },
  };
}

function postMortemsOf(threads: readonly Thread[], { promises, now }: Frame) {
  const counts = { owed: 0, onTime: 0, late: 0, overdue: 0, pending: 0, waived: [] as unknown[] };
  for (const { number, url, entries } of threads) {
    const end = endOf(entries);
    if (end?.kind !== "resolved") continue;
    const [earlier, later] = [entries.slice(0, entries.indexOf(end)), entries.slice(entries.indexOf(end))];
    const before = severityOf(earlier);
    const after = later.flatMap((entry) => (entry.kind === "severity" ? entry.to : []));
    const owing = [...(before ? [before] : []), ...after]
      .map((name) => promiseOf(name, promises).postMortem)
      .find((minutes) => minutes !== undefined);
    if (owing === undefined) continue;
    counts.owed += 1;
    const last = entries.findLast(({ kind }) => kind === "reviewed" || kind === "waived");
    const settled = last && last.at >= end.at ? last : undefined;
    const used = minute(settled?.at ?? now) - minute(end.at);
    if (settled?.kind === "waived") counts.waived.push({ number, url, by: settled.by, reason: settled.reason });
    else if (settled) counts[used <= owing ? "onTime" : "late"] += 1;
    else counts[used >= owing ? "overdue" : "pending"] += 1;
  }
  return counts;
}

function actionsOf(threads: readonly Thread[], { now, zone }: Frame) {
  const today = now.setZone(zone).toISODate() ?? "";
  const counts = { done: 0, open: 0, overdue: 0 };
  for (const { entries } of threads) {
    const numbers = new Set(entries.flatMap((entry) => (entry.kind === "action" ? entry.number : [])));
    for (const number of numbers) {
      const last = entries.findLast((entry) => entry.kind === "action" && entry.number === number);
      if (last?.kind !== "action") continue;
      counts[last.isDone ? "done" : last.due && last.due < today ? "overdue" : "open"] += 1;
    }
  }
  return counts;
}

function remindersOf(threads: readonly Thread[]) {
  const counts = { comments: 0, said: 0 };
  for (const { entries } of threads) {
    const isAsked = entries.some(({ kind }) => kind === "answered");
    for (const entry of entries) {
      if (entry.kind !== "said") continue;
      const keys = entry.keys.filter((key) => !isAsked || key !== "sla:77");
      counts.said += keys.length;
      if (keys.length > 0) counts.comments += 1;
    }
  }
  return counts;
}

function componentsOf(threads: readonly Thread[]) {
  const hit = threads.flatMap(({ entries }) => {
    const last = entries.findLast(({ kind }) => kind === "affects");
    return last?.kind === "affects" ? [...new Set(last.components)] : [];
  });
  const names = [...new Set(hit)].toSorted();
  return names
    .map((name) => ({ name, incidents: hit.filter((one) => one === name).length }))
    .toSorted((a, b) => b.incidents - a.incidents);
}

/** The figures as the report's JSON has them. */
export function recount(threads: readonly Thread[], frame: Frame) {
  const here = threads.filter(({ entries: [first] }) => first && first.at >= frame.from && first.at < frame.to);
  const isDrill = ({ entries }: Thread) => entries.some(({ kind }) => kind === "drill");
  const earnest = here.filter((thread) => !isDrill(thread));
  const endedAs = (kind: string) => earnest.filter(({ entries }) => endOf(entries)?.kind === kind);
  const real = earnest.filter((one) => ![...endedAs("cancelled"), ...endedAs("duplicate")].includes(one));
  const named = [...frame.promises.map(({ name }) => name), "SEV9"];
  const isSeen = (name: string | null) => real.some(({ entries }) => severityOf(entries) === name);
  const rows = [...named.filter((name) => name !== "SEV9" || isSeen(name)), ...(isSeen(null) ? [null] : [])];
  return {
    severities: rows.map((severity) => ({
      severity,
      ...figuresOf(
        real.filter(({ entries }) => severityOf(entries) === severity),
        frame,
      ),
    })),
    all: figuresOf(real, frame),
    cancelled: endedAs("cancelled").length,
    duplicates: endedAs("duplicate").length,
    drills: here.length - earnest.length,
    postMortems: postMortemsOf(real, frame),
    actions: actionsOf(earnest, frame),
    reminders: remindersOf(earnest),
    components: componentsOf(real),
  };
}
