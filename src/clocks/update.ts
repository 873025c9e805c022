// Update cadence: somebody says how it stands. Starts with the acknowledgement and again with every update, stops with
// the resolution, due as the severity promises; asks who leads, each time after twice as long.
import { DateTime, Duration } from "luxon";
import { type Clock, momentOf, type Occasion } from "../domain/clock.ts";
import { responsibleFor } from "../domain/escalation.ts";
import { spanPromised } from "../domain/promise.ts";
import { entriesOf } from "../domain/timeline.ts";

/** After 1, 2, 4, 8, 16 and 32 intervals without an update nobody is asked again: old incidents must not page. */
const ASKED = 6;

export const update: Clock = {
  name: "update",
  measure(incident, policy) {
    if (!incident.acknowledged || incident.ended) return undefined;
    const since = ["update", "reopened"] as const;
    const starts = since.flatMap((kind) => entriesOf(incident.timeline, kind).map((entry) => entry.at));
    const start = DateTime.max(incident.acknowledged.at, ...starts);
    return spanPromised(incident, policy, { start, inHours: true, length: ({ updateEvery }) => updateEvery });
  },
  occasions(span, incident, policy) {
    const { comms } = incident.roles;
    return Array.from({ length: ASKED }).flatMap((_, turn): Occasion[] => {
      const at = momentOf(span, { by: Duration.fromMillis(span.target.toMillis() * (2 ** turn - 1)) });
      if (!at) return [];
      const key = `update:${Math.floor(span.start.toSeconds())}:${turn}`;
      const to = comms ? [`@${comms}`] : responsibleFor(incident, policy, at);
      const data = { since: span.start, every: span.target, hours: span.hours?.name ?? "" };
      return [{ key, at, kind: "nudge", to, message: { template: "update", data } }];
    });
  },
};
