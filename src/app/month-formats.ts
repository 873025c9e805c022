// A month's figures for whoever reads them: the template's data for people, JSON and CSV for programs. Pure.
import type { Duration } from "luxon";
import { type Cell, printCsv } from "../domain/csv.ts";
import type { Message } from "../domain/effects.ts";
import type { Figures, MonthStatistics, SeverityFigures } from "./statistics.ts";

/** Waivers that the report lists; others are counted. */
const MOST_WAIVERS = 20;
/** Characters of a text in the report; whole, it stands in the incident. */
const LONGEST_TEXT = 200;

/** The report, and its title. */
export function monthMessages(repository: string, statistics: MonthStatistics): { title: Message; report: Message } {
  const { month, severities, all, postMortems } = statistics;
  const from = month.from;
  const severe = severities.filter(({ incidents }) => incidents > 0);
  const data = {
    ...statistics,
    from,
    repository,
    all: withShare(all),
    severities: severities.map(withShare),
    pie: severe,
    shares: severe.map(withShare).filter(({ hasShare }) => hasShare),
    waived: postMortems.waived.slice(0, MOST_WAIVERS).map((one) => ({ ...one, reason: shortened(one.reason) })),
    components: statistics.components.map((one) => ({ ...one, name: shortened(one.name) })),
    hiddenWaivers: Math.max(0, postMortems.waived.length - MOST_WAIVERS),
  };
  return { title: { template: "month-title", data: { from, repository } }, report: { template: "month", data } };
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

/** Of the promises that were decided, how many in a hundred were kept. */
function withShare(figures: SeverityFigures) {
  const { met, breached } = figures.sla;
  const decided = met + breached;
  return { ...figures, hasShare: decided > 0, share: decided > 0 ? Math.round((100 * met) / decided) : 0 };
}

/** JSON: the same figures, lengths in whole seconds (null where there are none), instants in ISO 8601. */
export function monthJson(repository: string, { month, now, all, ...rest }: MonthStatistics): string {
  const { severities, ...others } = rest;
  const report = {
    repository,
    month: month.name,
    from: month.from.toISO(),
    to: month.to.toISO(),
    now: now.toUTC().toISO(),
    severities: severities.map((figures) => ({ severity: figures.severity || null, ...jsonOf(figures) })),
    all: jsonOf(all),
    ...others,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonOf({ incidents, response, resolution, sla }: SeverityFigures) {
  return { incidents, responseSeconds: secondsOf(response), resolutionSeconds: secondsOf(resolution), sla };
}

function secondsOf({ n, median, p90 }: Figures) {
  return { n, median: seconds(median) ?? null, p90: seconds(p90) ?? null };
}

function seconds(length: Duration | undefined): number | undefined {
  return length && Math.round(length.as("seconds"));
}

const HEAD = ["repository", "month", "about", "name", "figure", "value"];
type Row = readonly [about: string, name: string, figure: string, value: Cell];

/** CSV: one figure a row, so that months and repositories can be put under one another. */
export function monthCsv(repository: string, statistics: MonthStatistics): string {
  const { month, severities, all, postMortems, components } = statistics;
  const { cancelled, duplicates, drills, actions, reminders } = statistics;
  const { waived, ...counts } = postMortems;
  const rows: Row[] = [
    ...severities.flatMap((figures) => severityRows("severity", figures)),
    ...severityRows("all", all),
    ...rowsOf("apart", { cancelled, duplicates, drills }),
    ...rowsOf("post-mortems", { ...counts, waived: waived.length }),
    ...waived.flatMap(({ number, by, reason }): Row[] => [
      ["waiver", String(number), "by", by],
      ["waiver", String(number), "reason", reason],
    ]),
    ...rowsOf("actions", { ...actions }),
    ...rowsOf("reminders", reminders),
    ...components.map(({ name, incidents }): Row => ["component", name, "incidents", incidents]),
  ];
  return printCsv([HEAD, ...rows.map((row) => [repository, month.name, ...row])]);
}

function severityRows(about: string, { severity, incidents, response, resolution, sla }: SeverityFigures): Row[] {
  const figures = {
    incidents,
    ...lengthRows("response", response),
    ...lengthRows("resolution", resolution),
    slaMet: sla.met,
    slaBreached: sla.breached,
    slaUndecided: sla.undecided,
  };
  return Object.entries(figures).map(([figure, value]) => [about, severity, figure, value]);
}

function lengthRows(name: string, { n, median, p90 }: Figures): Record<string, Cell> {
  return { [`${name}N`]: n, [`${name}MedianSeconds`]: seconds(median), [`${name}P90Seconds`]: seconds(p90) };
}

function rowsOf(about: string, counts: Readonly<Record<string, number>>): Row[] {
  return Object.entries(counts).map(([figure, value]) => [about, "", figure, value]);
}
