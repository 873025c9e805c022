// Times as people write them in a post-mortem, `14:30` or `2025-11-10 14:30`, against those of the incident.
import { DateTime } from "luxon";
import { type Finding, finding, quoted, type ReportFacts } from "./finding.ts";
import { type Outline, placeholderOf } from "./outline.ts";

/** The earliest that an incident may have begun before somebody declared it. */
export const EARLIEST = { hours: 24 };

/** From when to when it lasted, to the minute. */
export interface Window {
  readonly start: DateTime;
  readonly end: DateTime;
}

interface TypedTime {
  readonly given: string;
  readonly date?: string;
  readonly clock: string;
}

const TIME = /(?<!\d)(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}:\d{2})(?::\d{2})?(?![\d:])/g;

function timesIn(text: string): TypedTime[] {
  return [...text.matchAll(TIME)].map(([given, date, clock = ""]) => ({ given, date, clock: clock.padStart(5, "0") }));
}

/** The moments a clock shows this time on that day: none, one, or two in the night that has an hour twice. */
function momentsOn(day: string, { clock }: TypedTime, timezone: string): DateTime[] {
  const moment = DateTime.fromISO(`${day}T${clock}`, { zone: timezone });
  return moment.isValid && clock < "24:00" ? moment.getPossibleOffsets() : [];
}

const minute = (at: DateTime, { timezone }: ReportFacts): DateTime => at.setZone(timezone).startOf("minute");

/** The longest that an incident can be thought to have lasted. */
export function widestWindow(facts: ReportFacts): Window {
  return { start: minute(facts.declaredAt.minus(EARLIEST), facts), end: minute(facts.resolvedAt, facts) };
}

/** `14:30 start → 14:45 resolved`: what is wrong with it, or the start that it gives. */
export function checkDuration({ fields }: Outline, facts: ReportFacts): { findings: Finding[]; start?: DateTime } {
  const widest = widestWindow(facts);
  const wanted = { start: minute(facts.declaredAt, facts), end: widest.end };
  const { line = 1, value = "", isWaiting = false } = fields.duration ?? {};
  if (isWaiting) return { findings: [] };
  if (value === "") return { findings: [finding(line, "duration-missing", wanted)] };
  const [start, end] = timesIn(value.slice(0, 200));
  const isTime = (time: TypedTime) => momentsOn(time.date ?? "2025-11-10", time, "utc").length > 0;
  if (!start || !end || !isTime(start) || !isTime(end))
    return { findings: [finding(line, "duration-unreadable", { given: quoted(value), ...wanted })] };
  const isEnd = end.clock === widest.end.toFormat("HH:mm") && (!end.date || end.date === widest.end.toISODate());
  const begins = startOf(start, wanted.start, facts.timezone).find(
    (moment) => moment >= widest.start && moment <= wanted.start,
  );
  const findings = [
    ...(begins ? [] : [finding(line, "duration-start", { given: start.given, declaredAt: facts.declaredAt })]),
    ...(isEnd ? [] : [finding(line, "duration-end", { given: end.given, resolvedAt: facts.resolvedAt })]),
  ];
  return { findings, start: begins };
}

/** Without a date, on the day of the declaration, or on the day before if that is nearer. */
function startOf(time: TypedTime, declaredAt: DateTime, timezone: string): DateTime[] {
  const days = time.date
    ? [time.date]
    : [declaredAt, declaredAt.minus({ days: 1 })].map((day) => day.toISODate() ?? "");
  const distance = (moment: DateTime) => Math.abs(+moment - +declaredAt);
  const moments = days
    .map((day) => momentsOn(day, time, timezone))
    .toSorted(([one], [other]) => (one && other ? distance(one) - distance(other) : 0));
  const isBefore = (all: DateTime[]) => all.some((moment) => moment <= declaredAt);
  const sameDay = momentsOn(days[0] ?? "", time, timezone);
  return isBefore(sameDay) ? sameDay : (moments[0] ?? []);
}

const ENTRY = /^[*_`]{0,3}((?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2}(?!\d))/;

/** The entries of the timeline, each within the incident. */
export function checkTimeline(outline: Outline, window: Window, { timezone }: ReportFacts): Finding[] {
  const lines = outline.under("timeline");
  const entries = lines.flatMap((line) => {
    const given = line.kind === "item" ? ENTRY.exec(line.text)?.[1] : undefined;
    return given ? [{ line: line.number, given }] : [];
  });
  const heading = outline.headings.find(({ section }) => section === "timeline");
  if (heading && entries.length === 0 && !lines.some(placeholderOf)) return [finding(heading.line, "timeline-empty")];
  const known = new Map<string, Finding["reason"] | undefined>();
  return entries.flatMap(({ line, given }) => {
    if (!known.has(given)) known.set(given, reasonAgainst(given, window, timezone));
    const reason = known.get(given);
    return reason ? [finding(line, reason, reason === "timeline-outside" ? { given, ...window } : { given })] : [];
  });
}

function reasonAgainst(given: string, { start, end }: Window, timezone: string): string | undefined {
  const [time] = timesIn(given);
  const days = time?.date ? [time.date] : [start, end].map((at) => at.setZone(timezone).toISODate() ?? "");
  const moments = time ? days.flatMap((day) => momentsOn(day, time, timezone)) : [];
  if (moments.length === 0) return "timeline-not-a-time";
  // Whatever the clock shows, it showed it within any whole day.
  if (!time?.date && end.diff(start).as("hours") >= 24) return undefined;
  return moments.some((moment) => moment >= start && moment <= end) ? undefined : "timeline-outside";
}
