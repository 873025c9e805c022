// What an incident begins with that an alert opened. Pure.
import type { DateTime } from "luxon";
import { momentAt } from "../domain/alert-history.ts";
import type { Facts } from "../domain/facts.ts";
import type { Entry } from "../domain/timeline.ts";

/** What the alert said that opened the issue: our own label does not count, because it only repeats that. */
export function raisedSeverity({ raised, policy }: Facts): { to: string; via: "alert" } | undefined {
  const known = policy.severities.find(({ name }) => name === raised?.severity);
  return known && { to: known.name, via: "alert" };
}

/** That it fires, and what it says is affected. */
export function raisedBy({ raised }: Facts, at: DateTime): Entry[] {
  if (!raised) return [];
  const { components, since, heardAt } = raised;
  const affects: Entry[] = components.length > 0 ? [{ kind: "affects", at, components }] : [];
  return [{ kind: "alert", state: "firing", at, heard: momentAt(heardAt), since: momentAt(since) }, ...affects];
}
