// Settles: what the world should look like for an incident as it is now, and when to look again. Pure.
import type { DateTime } from "luxon";
import { cardOf } from "../domain/card.ts";
import type { Effect } from "../domain/effects.ts";
import type { Facts, Reading } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import {
  DRILL_LABEL,
  hasLabel,
  isManaged,
  POST_MORTEM_STATES,
  postMortemLabel,
  severityLabel,
  slaLabel,
  statusLabel,
} from "../domain/labels.ts";
import { isSevere, type Policy } from "../domain/policy.ts";
import { type Entry, entriesOf, insertEntry } from "../domain/timeline.ts";
import { commandRows } from "./answer.ts";
import { nextMoment, readings } from "./readings.ts";
import { remind } from "./remind.ts";

export interface Settled {
  readonly timeline: readonly Entry[];
  readonly effects: Effect[];
  readonly wakeAt?: DateTime;
}

/** The effects that bring GitHub from what it is to what it should be; `asked` is what commands want said and assigned. */
export function settle(facts: Facts, played: Incident, asked: readonly Effect[]): Settled {
  const breached = withEntries(played, breaches(played, facts));
  const reminder = remind(breached, facts);
  const incident = withEntries(breached, reminder.entries);
  const clocks = readings(incident, facts);
  const labels = incident.isSilent ? facts.issue.labels : labelsOf(incident, facts, clocks);
  const card: Effect = {
    do: "card",
    card: cardOf(incident, facts.policy, { clocks, commands: commandRows(facts.policy) }),
  };
  const assign = asked.flatMap((effect) => (effect.do === "assign" ? effect.login : []));
  const says = [...asked.filter((effect) => effect.do === "say"), ...reminder.says];
  return {
    timeline: incident.timeline,
    effects: [
      ...openness(incident, facts, { labels, assign }),
      ...says.map((effect) => mutedIn(incident, effect)),
      card,
    ],
    wakeAt: nextMoment(incident, facts),
  };
}

/** In an exercise everything is said, and nobody is mentioned but whoever asked something. */
function mutedIn(incident: Incident, effect: Effect): Effect {
  return effect.do === "say" && effect.kind !== "reply" ? { ...effect, mute: incident.isDrill } : effect;
}

function withEntries(incident: Incident, entries: readonly Entry[]): Incident {
  return entries.length === 0
    ? incident
    : incidentOf(incident.issue, entries.reduce(insertEntry, [...incident.timeline]));
}

/** A broken promise of response is written down at the moment it was broken, also when it was kept too late. */
function breaches(incident: Incident, facts: Facts): Entry[] {
  return readings(incident, facts).flatMap(({ clock, state, due }) => {
    const isKnown = entriesOf(incident.timeline, "breached").some(
      (entry) => entry.clock === clock && due && +entry.at === +due,
    );
    return clock === "response" && state === "breached" && due && !isKnown
      ? [{ kind: "breached" as const, clock, at: due }]
      : [];
  });
}

/** Every label the issue should have: what people put there, and of each managed kind exactly the right one. */
function labelsOf(incident: Incident, { issue, policy }: Facts, clocks: readonly Reading[]): string[] {
  const response = clocks.find(({ clock }) => clock === "response");
  const wanted = [
    incident.severity && severityLabel(incident.severity),
    response && response.state !== "stopped" && slaLabel(response.state),
    incident.status && statusLabel(incident.status),
    owesPostMortem(incident, policy) &&
      (POST_MORTEM_STATES.map(postMortemLabel).find((label) => hasLabel(issue.labels, label)) ??
        postMortemLabel("required")),
    incident.isDrill && DRILL_LABEL,
  ].filter((label): label is string => Boolean(label));
  const kept = issue.labels.filter((label) => !isManaged(policy, label) || hasLabel(wanted, label));
  return [...kept, ...wanted.filter((label) => !hasLabel(kept, label))];
}

/** The severity at the resolution decides; a downgrade afterwards erases nothing, an upgrade adds the debt. */
function owesPostMortem(incident: Incident, policy: Policy): boolean {
  const { ended, timeline } = incident;
  if (ended?.kind !== "resolved") return false;
  const severities = entriesOf(timeline, "severity");
  const atEnd = severities.findLast((entry) => entry.at <= ended.at)?.to;
  return [atEnd, ...severities.filter((entry) => entry.at > ended.at).map((entry) => entry.to)].some((name) =>
    isSevere(policy, name),
  );
}

/** Labels, and with them open or closed: an incident that is over is closed, unless a post-mortem is still owed. */
function openness(
  incident: Incident,
  { issue, policy }: Facts,
  { labels, assign }: { labels: readonly string[]; assign: readonly string[] },
): Effect[] {
  const { ended } = incident;
  if (ended && issue.isOpen && !owesPostMortem(incident, policy)) {
    const reason = ended.kind === "resolved" ? "completed" : ended.kind === "duplicate" ? "duplicate" : "not_planned";
    return [{ do: "close", reason, labels }];
  }
  const relabel: Effect = { do: "label", labels, assign };
  return !ended && !issue.isOpen ? [{ do: "reopen" }, relabel] : [relabel];
}
