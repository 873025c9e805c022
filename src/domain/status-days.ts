// The last 90 days of a status page, one by one: the worst that was published of each.
import { DAYS, firstDay, type Indicator, type StatusPage, worst } from "./status-page.ts";

export interface Day {
  /** `YYYY-MM-DD` where the team works. */
  readonly date: string;
  readonly indicator: Indicator;
}

/** Oldest first; of one component, or of everything. */
export function daysOf({ site, now, incidents }: StatusPage, component?: string): Day[] {
  const first = firstDay(site, now);
  const counted = incidents.filter(({ components }) => component === undefined || components.includes(component));
  return Array.from({ length: DAYS }, (_, index) => {
    const [from, to] = [first.plus({ days: index }), first.plus({ days: index + 1 })];
    const hit = counted.filter(({ startedAt, endedAt = +now }) => startedAt < +to && endedAt >= +from);
    return { date: from.toISODate() ?? "", indicator: worst(hit.map(({ impact }) => impact)) };
  });
}
