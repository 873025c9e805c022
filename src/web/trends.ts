// Trends over the incidents that the viewer may read: as a page, and everything on it as CSV and JSON.
import type { Pages } from "../adapters/pages.ts";
import type { Store } from "../adapters/store/port.ts";
import { matches } from "../domain/board.ts";
import { printCsv } from "../domain/csv.ts";
import type { Summary } from "../domain/summary.ts";
import { hoursOf, repeats, type Sample, sampleOf, severityTrends, totalsOf } from "../domain/trends.ts";
import type { Viewer } from "./access.ts";
import { filterOf } from "./board.ts";
import { localeOf } from "./locale.ts";
import type { Answer, Asked } from "./routes.ts";
import { dotsOf, heatOf } from "./trends-chart.ts";

export interface TrendsDesk {
  readonly store: Pick<Store, "summaries">;
  readonly pages: Pages;
  /** Milliseconds since the epoch. */
  now(): number;
}

const DAY = 86_400_000;
const [USUAL, LONGEST] = [180, 3660];
const SPANS = [30, 90, 180, 365];

/** What was asked for, in the query: days back, and the board's own filters. */
async function samplesFor({ store, now }: TrendsDesk, { query }: Asked, viewer: Viewer) {
  const asked = Number(query.get("days") ?? USUAL);
  const days = Number.isInteger(asked) && asked > 0 ? Math.min(asked, LONGEST) : USUAL;
  const at = now();
  const rows = await store.summaries({ repositories: [...viewer.repositories], since: at - days * DAY });
  const shown = rows.map(({ lane, repository, body }) => ({ lane, repository, summary: JSON.parse(body) as Summary }));
  const filter = filterOf(query);
  const samples = shown
    .filter((one) => !one.summary.isDrill && matches(one, filter))
    .map((one) => sampleOf(one, at))
    .toReversed();
  return { days, samples, filter, from: at - days * DAY, to: at, repositories: repositoriesOf(shown) };
}

const repositoriesOf = (shown: readonly { repository: string }[]) =>
  [...new Set(shown.map(({ repository }) => repository))].toSorted();

const figuresOf = (samples: readonly Sample[]) => ({
  severities: severityTrends(samples),
  totals: totalsOf(samples),
  repeats: repeats(samples),
  hours: hoursOf(samples),
});

export async function showTrends(desk: TrendsDesk, asked: Asked, viewer: Viewer): Promise<Answer> {
  const { samples, from, to, ...rest } = await samplesFor(desk, asked, viewer);
  const figures = figuresOf(samples);
  const query = new URLSearchParams({ ...rest.filter, days: String(rest.days) });
  const data = {
    ...rest,
    ...figures,
    spans: SPANS,
    query: String(query),
    response: dotsOf(samples, "response", { from, to }),
    resolution: dotsOf(samples, "resolution", { from, to }),
    heat: heatOf(figures.hours),
  };
  const shell = { locale: localeOf(asked.request), login: viewer.login, path: asked.path };
  return { body: desk.pages.render("trends", data, shell), headers: { vary: "accept-language, cookie" } };
}

export async function trendsAsJson(desk: TrendsDesk, asked: Asked, viewer: Viewer): Promise<Answer> {
  const { samples, from, to } = await samplesFor(desk, asked, viewer);
  const incidents = samples.map((one) => ({ ...one, declaredAt: iso(one.declaredAt) }));
  const body = JSON.stringify({ from: iso(from), to: iso(to), ...figuresOf(samples), incidents });
  return { type: "application/json; charset=utf-8", headers: download("trends.json"), body };
}

const HEAD = [
  ...["repository", "number", "title", "severity", "components", "declared", "response_s", "resolution_s", "sla"],
  ...["post_mortem", "actions_open", "actions_overdue", "actions_done", "notified", "weekday", "hour"],
];

/** One row for each incident: every figure of the page follows from them. */
export async function trendsAsCsv(desk: TrendsDesk, asked: Asked, viewer: Viewer): Promise<Answer> {
  const { samples } = await samplesFor(desk, asked, viewer);
  const seconds = (length: number | undefined) => (length === undefined ? undefined : Math.round(length / 1000));
  const rows = samples.map((one) => [
    ...[one.repository, one.number, one.title, one.severity, one.components.join(" "), iso(one.declaredAt)],
    ...[seconds(one.response), seconds(one.resolution), one.sla, one.postMortem],
    ...[one.actions.open, one.actions.overdue, one.actions.done, one.notified, one.hour.day + 1, one.hour.hour],
  ]);
  return { type: "text/csv; charset=utf-8", headers: download("trends.csv"), body: printCsv([HEAD, ...rows]) };
}

const iso = (at: number) => new Date(at).toISOString();
const download = (name: string) => ({ "content-disposition": `attachment; filename="${name}"`, vary: "cookie" });
