// Reads every clock of an incident. Pure.

import type { DateTime } from "luxon";
import { CLOCKS } from "../clocks/index.ts";
import { atRiskAt, earliest, type Occasion, stateAt } from "../domain/clock.ts";
import type { Facts, Reading } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { type EntryOf, entriesOf } from "../domain/timeline.ts";

/** What a clock is read by. */
export type Moment = Pick<Facts, "policy" | "now">;

/** Every clock the incident has, or of those asked for, with its state now. */
export function readings(incident: Incident, { policy, now }: Moment, clocks = CLOCKS): Reading[] {
  return clocks.flatMap((clock) => {
    const span = clock.measure(incident, policy);
    return span ? [{ ...span, clock: clock.name, state: stateAt(span, now) }] : [];
  });
}

/** An occasion, and whose it is. */
export type Wanted = Occasion & { readonly clock: string };

/** Everything the clocks want said and that was not said yet, a snoozed nudge at the end of the snooze. */
export function occasions(incident: Incident, { policy }: Pick<Facts, "policy">): Wanted[] {
  if (incident.isSilent) return [];
  const snoozes = entriesOf(incident.timeline, "snoozed");
  return CLOCKS.flatMap((clock) => {
    const span = clock.measure(incident, policy);
    const wanted = span ? clock.occasions(span, incident, policy) : [];
    return wanted
      .filter(({ key }) => !incident.said.has(key))
      .map((occasion) => {
        const at = occasion.kind === "nudge" ? awakeAt(occasion.at, snoozes) : occasion.at;
        return { ...occasion, clock: clock.name, at };
      });
  });
}

/** The end of the snooze that covers a moment, and of those typed before it ended; a later one replaces what is left. */
function awakeAt(moment: DateTime, snoozes: readonly EntryOf<"snoozed">[]): DateTime {
  return snoozes.reduce((at, { at: from, until }, index) => {
    const next = snoozes[index + 1]?.at;
    const end = next && next < until ? next : until;
    return at >= from && at < end ? end : at;
  }, moment);
}

/** The next moment at which a clock changes its state or wants something said. */
export function nextMoment(incident: Incident, facts: Moment): DateTime | undefined {
  if (incident.isSilent) return undefined;
  const turns = readings(incident, facts).flatMap((reading) => (reading.done ? [] : [atRiskAt(reading), reading.due]));
  const moments = [...turns, ...occasions(incident, facts).map(({ at }) => at)];
  return earliest(...moments.filter((at) => at !== undefined && at > facts.now));
}
