// The page of one incident: drawn, told, and reckoned up.
import type { Pages } from "../adapters/pages.ts";
import type { Store } from "../adapters/store/port.ts";
import { parseMemory } from "../app/memory.ts";
import { changesBefore, happeningsOf, nearby, phasesOf, sumOf } from "../domain/incident-view.ts";
import { remindersOf } from "../domain/reminders.ts";
import type { Summary } from "../domain/summary.ts";
import type { Viewer } from "./access.ts";
import { chartOf } from "./incident-chart.ts";
import { localeOf } from "./locale.ts";
import type { Frame } from "./pages.ts";
import type { Answer, Asked } from "./routes.ts";

export interface IncidentDesk extends Frame {
  readonly store: Pick<Store, "known">;
  readonly pages: Pages;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What is not there and what the viewer may not read answer alike. */
export async function showIncident(
  { store, pages, now, missing }: IncidentDesk,
  { request, params, path }: Asked,
  viewer: Viewer,
): Promise<Answer> {
  const { owner, repo, number = "" } = params;
  if (!/^[1-9]\d{0,15}$/.test(number)) return missing(request);
  const repository = `${owner}/${repo}`;
  const known = await store.known(repository, Number(number));
  const one = known.find(({ lane }) => viewer.repositories.has(Number.parseInt(lane, 10)));
  if (!one) return missing(request);
  const data = viewOf(JSON.parse(one.body) as Summary, one.memory, now());
  const shell = { locale: localeOf(request), login: viewer.login, path };
  return {
    body: pages.render("incident", { repository, ...data }, shell),
    headers: { vary: "accept-language, cookie" },
  };
}

function viewOf(summary: Summary, memory: string, now: number) {
  const { timeline } = parseMemory(memory);
  const happenings = happeningsOf(timeline);
  const last = Math.max(summary.declaredAt, ...happenings.map(({ at }) => at));
  const to = summary.ended ? last : now;
  const begun = Math.min(summary.declaredAt, ...happenings.map(({ at }) => at));
  const changes = changesBefore(timeline);
  const drawn = [...nearby(changes, { from: begun, to }), ...happenings];
  const from = Math.min(begun, ...drawn.map(({ at }) => at));
  const reminders = remindersOf(timeline).filter((at) => at <= to);
  const { status = "", report = 0, acknowledged, ended } = summary;
  return {
    ...{ ...summary, status, report, now },
    acknowledgedBy: acknowledged?.by ?? "",
    acknowledgedAt: acknowledged?.at ?? 0,
    endedAt: ended?.at ?? 0,
    ended: ended?.kind ?? "",
    endedBy: ended?.by ?? "",
    issues: summary.url.replace(/\d+$/, ""),
    sums: summary.clocks.map((clock) => sumOf(clock, now)),
    chart: chartOf({ from, to, phases: phasesOf(summary, to), happenings: drawn, reminders }),
    ...{ happenings, changes },
  };
}
