// What the status page's template is given: words that are ready, and bars that are drawn.
import type { Showing } from "../app/status-desk.ts";
import type { PublicIncident, PublicUpdate } from "../domain/public-incident.ts";
import { type Day, daysOf } from "../domain/status-days.ts";
import { componentMessage, indicatorMessage, titleMessage, updateMessage } from "../domain/status-message.ts";
import { DAYS, type Indicator } from "../domain/status-page.ts";

/** Width and height of a day, the gap behind it, and how far down it begins: worse stands taller, for whoever sees no colour. */
const BAR = { width: 3, step: 4, height: 24 };
const TOPS: Readonly<Record<Indicator, number>> = { none: 9, minor: 6, major: 3, critical: 0 };

export function statusView(showing: Showing) {
  const { page, words } = showing;
  const { site, indicator, incidents } = page;
  const isOpen = ({ endedAt }: PublicIncident) => endedAt === undefined;
  const shown = incidents.map((incident) => ({ ...incidentView(incident, showing), isOpen: isOpen(incident) }));
  return {
    ...{ title: site.title, timezone: site.timezone, indicator, headline: words(indicatorMessage(indicator)) },
    /** Relative, so that the same page works wherever it is kept. */
    file: site.repository.slice(site.repository.indexOf("/") + 1),
    isOverdue: shown.some((one) => one.isOverdue),
    open: shown.filter((one) => one.isOpen),
    past: shown.filter((one) => !one.isOpen),
    overall: barOf(daysOf(page)),
    components: page.components.map(({ name, description, indicator: state }) => ({
      ...{ name, description, indicator: state, state: words(componentMessage(state)) },
      bar: barOf(daysOf(page, name)),
    })),
    barWidth: BAR.step * DAYS - (BAR.step - BAR.width),
  };
}

function incidentView(incident: PublicIncident, showing: Showing) {
  const { page, words, nameOf } = showing;
  const { number, impact, startedAt, endedAt, dueAt, updates } = incident;
  return {
    ...{ id: nameOf(number), title: words(titleMessage(incident)), impact, startedAt, endedAt: endedAt ?? 0 },
    dueAt: dueAt ?? 0,
    isOverdue: dueAt !== undefined && dueAt < +page.now,
    updates: updates.map((update) => updateView(update, showing)).toReversed(),
  };
}

/** The plan's format, taken apart where it is set in type. */
function updateView(update: PublicUpdate, { words }: Showing) {
  const text = words(updateMessage(update));
  const [, sign = "", word = "", said = "", posted = ""] = /^(\S+) \*\*(.+?)\*\* - (.*)\n(.*)$/s.exec(text) ?? [];
  return { status: update.status, sign, word, said, posted, iso: new Date(update.at).toISOString() };
}

/** All quiet days as one path, each other day by itself with its date. */
function barOf(days: readonly Day[]) {
  const at = (index: number) => index * BAR.step;
  const top = TOPS.none;
  const quiet = days
    .map(({ indicator }, index) =>
      indicator === "none" ? `M${at(index)} ${top}h${BAR.width}v${BAR.height - top}h-${BAR.width}z` : "",
    )
    .join("");
  const hit = days.flatMap(({ date, indicator }, index) =>
    indicator === "none"
      ? []
      : [{ date, indicator, x: at(index), y: TOPS[indicator], height: BAR.height - TOPS[indicator] }],
  );
  return { quiet, hit, count: hit.length, days: days.length, last: hit.at(-1)?.date ?? "" };
}
