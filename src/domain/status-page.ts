// The status page as a value: how everything stands, and what was published lately. Pure.
import type { DateTime } from "luxon";
import { type Impact, type PublicIncident, publicIncident } from "./public-incident.ts";
import type { Site } from "./site.ts";
import type { Summary } from "./summary.ts";

/** Days that the page looks back. */
export const DAYS = 90;

export type Indicator = Impact | "none";
const GRADES: readonly Indicator[] = ["none", "minor", "major", "critical"];

export interface StatusPage {
  readonly site: Site;
  readonly now: DateTime;
  /** The worst of what is open. */
  readonly indicator: Indicator;
  readonly components: readonly {
    readonly name: string;
    readonly description: string;
    readonly indicator: Indicator;
  }[];
  /** Those that are open and those of the last 90 days, the latest first. */
  readonly incidents: readonly PublicIncident[];
  /** The last change of all that is shown; ms since the epoch, absent when there was none. */
  readonly changedAt?: number | undefined;
}

export function worst(indicators: readonly Indicator[]): Indicator {
  return GRADES[Math.max(0, ...indicators.map((one) => GRADES.indexOf(one)))] ?? "none";
}

/** `now` is read in the site's own time zone. */
export function statusPageOf(site: Site, summaries: readonly Summary[], now: DateTime): StatusPage {
  const since = +firstDay(site, now);
  const incidents = summaries
    .flatMap((summary) => publicIncident(summary, site) ?? [])
    .filter(({ endedAt }) => endedAt === undefined || endedAt >= since)
    .toSorted((a, b) => b.startedAt - a.startedAt || b.number - a.number);
  const open = incidents.filter(({ endedAt }) => endedAt === undefined);
  const components = site.components.map((component) => {
    const hit = open.filter((incident) => incident.components.includes(component.name));
    return { ...component, indicator: worst(hit.map(({ impact }) => impact)) };
  });
  const changes = incidents.flatMap(({ endedAt = 0, updates }) => [endedAt, ...updates.map(({ at }) => at)]);
  return {
    ...{ site, now, components, incidents },
    indicator: worst(open.map(({ impact }) => impact)),
    changedAt: changes.length > 0 ? Math.max(...changes) : undefined,
  };
}

/** Midnight of the first of the days that are shown; today is the last. */
export function firstDay({ timezone }: Site, now: DateTime): DateTime {
  return now
    .setZone(timezone)
    .startOf("day")
    .minus({ days: DAYS - 1 });
}
