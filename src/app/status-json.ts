// The status page as JSON, in the shape of Statuspage's summary.json, so that what reads those reads ours.
import { DateTime } from "luxon";
import type { PublicIncident } from "../domain/public-incident.ts";
import { indicatorMessage, titleMessage, updateMessage } from "../domain/status-message.ts";
import type { Indicator } from "../domain/status-page.ts";
import type { Showing } from "./status-desk.ts";

/** How Statuspage says of a component what it says of the whole by an indicator. */
const COMPONENT: Readonly<Record<Indicator, string>> = {
  none: "operational",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
};

/** Nothing in it depends on the time, so that what is written to a file changes only when something has happened. */
export function statusJson(showing: Showing): string {
  const { page } = showing;
  const { indicator, incidents } = page;
  const isOpen = ({ endedAt }: PublicIncident) => endedAt === undefined;
  const body = {
    generator: "Tocsin",
    page: pageJson(showing),
    status: { indicator, description: showing.words(indicatorMessage(indicator)) },
    components: page.components.map((component, index) => ({
      id: componentId(component.name, showing),
      name: component.name,
      status: COMPONENT[component.indicator],
      description: component.description || null,
      position: index + 1,
    })),
    incidents: incidents.filter(isOpen).map((incident) => incidentJson(incident, showing)),
    scheduled_maintenances: [],
    /** Not Statuspage's: what ended in the last 90 days. */
    past_incidents: incidents.filter((one) => !isOpen(one)).map((incident) => incidentJson(incident, showing)),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

export function pageJson(showing: Showing) {
  const { site, changedAt } = showing.page;
  const { title: name, timezone: time_zone } = site;
  return { id: pageId(showing), name, url: showing.url, time_zone, updated_at: iso(changedAt) };
}

export function incidentJson(incident: PublicIncident, showing: Showing) {
  const { words, url } = showing;
  const id = showing.nameOf(incident.number);
  const { status, impact, startedAt, endedAt, dueAt, updates } = incident;
  const shown = incident.components.map((name) => ({ id: componentId(name, showing), name }));
  return {
    id,
    name: words(titleMessage(incident)),
    status,
    impact,
    created_at: iso(startedAt),
    started_at: iso(startedAt),
    updated_at: iso(endedAt ?? updates.at(-1)?.at),
    monitoring_at: iso(updates.findLast((one) => one.status === "monitoring")?.at),
    resolved_at: iso(endedAt),
    /** Not Statuspage's: when the promised next update is due. */
    update_due_at: iso(dueAt),
    shortlink: `${url}#${id}`,
    page_id: pageId(showing),
    components: shown,
    incident_updates: updates
      .map((update, index) => ({
        id: updateId(incident, index, showing),
        incident_id: id,
        status: update.status,
        body: update.text,
        /** Not Statuspage's: the whole of it as the response plan writes an update. */
        text: words(updateMessage(update)),
        created_at: iso(update.at),
        updated_at: iso(update.at),
        display_at: iso(update.at),
        affected_components: shown.map(({ name }) => ({ name })),
      }))
      .toReversed(),
  };
}

/** Two of the same second are told apart by their order. */
export function updateId({ number, updates }: PublicIncident, index: number, { nameOf }: Pick<Showing, "nameOf">) {
  const at = updates[index]?.at ?? 0;
  const same = updates.slice(0, index).filter((one) => one.at === at).length;
  return `${nameOf(number)}-${at}${same > 0 ? `-${same}` : ""}`;
}

/** The repository's own id is nobody's business either. */
function pageId({ nameOf }: Showing): string {
  return nameOf(0);
}

function componentId(name: string, showing: Showing): string {
  return `${pageId(showing)}-${showing.page.components.findIndex((one) => one.name === name) + 1}`;
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : DateTime.fromMillis(at, { zone: "utc" }).toISO();
}
