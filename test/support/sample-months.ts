// Sample months: figures as they come from incidents, in every way the report can say them. Words are in no language.
import { Duration } from "luxon";
import { monthMessages } from "../../src/app/month-formats.ts";
import { type Figures, type MonthStatistics, type SeverityFigures, statisticsOf } from "../../src/app/statistics.ts";
import type { Message } from "../../src/domain/effects.ts";
import { monthNamed } from "../../src/domain/month.ts";
import { policyOf } from "../../src/domain/policy.ts";
import { at } from "./sample-incidents.ts";

const month = monthNamed("2025-11", "UTC") ?? { name: "", from: at("00:00"), to: at("00:00") };
const EMPTY = statisticsOf([], policyOf({}), { month, now: at("09:05", "2025-12-01") });

const took = (n: number, median: number, p90: number): Figures => ({
  n,
  median: Duration.fromObject({ minutes: median }),
  p90: Duration.fromObject({ minutes: p90 }),
});
const none: Figures = { n: 0, median: undefined, p90: undefined };
const sla = { met: 3, breached: 1, undecided: 1 };
const P0: SeverityFigures = {
  severity: "P0",
  incidents: 5,
  response: took(4, 8, 17),
  resolution: took(3, 95, 600),
  sla,
};
const unnamed: SeverityFigures = { severity: "", incidents: 1, response: none, resolution: none, sla };

const url = "https://github.com/acme/shop/issues/12";
const waived = [
  { number: 12, url, by: "bob", reason: "lorem ipsum (API)" },
  { number: 12, url, by: "", reason: "lorem" },
];
export const fullMonth: MonthStatistics = {
  ...EMPTY,
  severities: [P0, { ...unnamed, severity: "P1", incidents: 0, sla: { met: 0, breached: 0, undecided: 0 } }, unnamed],
  all: { ...P0, severity: "", incidents: 6 },
  cancelled: 2,
  duplicates: 1,
  drills: 3,
  postMortems: { owed: 5, onTime: 1, late: 1, overdue: 1, pending: 0, waived },
  actions: { done: 4, open: 2, overdue: 1 },
  reminders: { comments: 7, said: 9 },
  components: [
    { name: "api", incidents: 4 },
    { name: "db_main", incidents: 1 },
  ],
};
const single: MonthStatistics = {
  ...EMPTY,
  all: { ...unnamed, incidents: 1 },
  cancelled: 1,
  duplicates: 1,
  drills: 1,
  reminders: { comments: 1, said: 1 },
};
const many: MonthStatistics = {
  ...fullMonth,
  postMortems: {
    ...fullMonth.postMortems,
    owed: 64,
    waived: Array.from({ length: 60 }, () => waived)
      .flat()
      .slice(0, 60),
  },
};

/** The months, and the parts that they are made of. */
export function monthSamples(): Message[] {
  const months = [fullMonth, EMPTY, single, many].flatMap((statistics) => {
    const { title, report } = monthMessages("acme/web-shop", statistics);
    return [title, report];
  });
  const rows = [
    { ...P0, hasShare: true, share: 75, total: false },
    { ...unnamed, hasShare: false, share: 0, total: false },
    { ...unnamed, hasShare: false, share: 0, total: true },
  ].map((data) => ({ template: "month-row", data }));
  return [...months, ...rows];
}
