// Replay: the life of a past incident, lived again under a policy: the same acts of people, and what follows now. Pure.
import type { DateTime } from "luxon";
import { stateAt } from "../domain/clock.ts";
import type { EffectOf } from "../domain/effects.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Issue } from "../domain/issue.ts";
import type { Policy } from "../domain/policy.ts";
import { isOwed, postMortemSpan } from "../domain/post-mortem.ts";
import { type Entry, entriesOf, insertEntry, latest } from "../domain/timeline.ts";
import { type Acts, actsOf } from "./acts.ts";
import type { Past } from "./archive.ts";
import { occasions } from "./readings.ts";
import { redo } from "./redo.ts";
import { remind } from "./remind.ts";
import { breaches, guarded } from "./settle.ts";

/** A comment that the app would have written. */
export interface Said {
  readonly at: DateTime;
  /** The gravest of what it says: `breach`, `call`, `nudge` or `guard`. */
  readonly kind: string;
  /** Everything it says, each with the name of its clock (or `ladder`, `action`) before the first colon. */
  readonly keys: readonly string[];
  /** Whom it mentions or tells, as the policy writes them; nobody in an exercise. */
  readonly to: readonly string[];
}

export interface Replayed {
  /** The incident as it would stand at the end. */
  readonly incident: Incident;
  /** When the promise of response was broken for the first time. */
  readonly breachedAt?: DateTime;
  readonly said: readonly Said[];
  /** The post-mortem that would be owed. */
  readonly postMortem?: { readonly due: DateTime; readonly isOverdue: boolean };
}

interface Life {
  readonly policy: Policy;
  /** As it was by then. */
  issue: Issue;
  timeline: readonly Entry[];
  readonly said: Said[];
}

/** Lives the incident again under the policy, up to a moment. Its severities must be known to the policy. */
export function replay(past: Past, policy: Policy, until: DateTime): Replayed {
  // An exercise by command is one from then on; the label that shows it came with the command.
  const isDrill = past.issue.isDrill && latest(past.timeline, "drill") === undefined;
  const issue = { ...past.issue, isOpen: true, closed: undefined, isDrill };
  const life: Life = { policy, issue, timeline: [], said: [] };
  const all = actsOf(past).filter(({ at }) => at <= until);
  for (const [index, acts] of all.entries()) {
    const { closed = life.issue.closed, assignees } = acts;
    life.issue = { ...issue, closed, assignees };
    act(life, acts);
    pass(life, acts.at, all[index + 1]?.at.minus(1) ?? until);
  }
  const incident = incidentOf(past.issue, life.timeline);
  const span = postMortemSpan(incident, policy);
  return {
    incident,
    breachedAt: entriesOf(life.timeline, "breached")[0]?.at,
    said: life.said,
    postMortem: span?.due && { due: span.due, isOverdue: stateAt(span, until) === "breached" },
  };
}

/** What people did at one moment, one thing after the other. */
function act(life: Life, { at, entries }: Acts): void {
  const { policy } = life;
  const isNamed = entries.some((entry) => entry.kind === "severity" && entry.via !== "command");
  for (const entry of entries) {
    const incident = incidentOf(life.issue, life.timeline);
    for (const effect of redo(entry, incident, policy)) {
      if (effect.do === "record") remember(life, [effect.entry]);
      else life.said.push(saidOf(effect, incident, at));
    }
    if (entry.kind === "declared" && !isNamed && policy.defaultSeverity)
      remember(life, [{ kind: "severity", at, by: entry.by, to: policy.defaultSeverity, via: "default" }]);
  }
}

/** Over and owing nothing the issue is closed, by whoever did it, else by us; else it is opened again. */
function closedAfter(incident: Incident, { issue, policy }: Life): Issue["closed"] {
  const { ended } = incident;
  if (!ended || isOwed(incident, policy)) return undefined;
  return issue.closed ?? { at: ended.at, by: null, isOurs: true, reason: "completed" };
}

/** Lets time pass: whatever the clocks want said between two acts is said at its moment. */
function pass(life: Life, from: DateTime, to: DateTime): void {
  const { policy } = life;
  let incident = incidentOf(life.issue, life.timeline);
  for (const effect of guarded(incident, { issue: life.issue, policy })) say(life, effect, [incident, from]);
  let wanted = occasions(incident, { policy }).toSorted((a, b) => +a.at - +b.at);
  for (let now = from; wanted.length > 0; ) {
    const [due, later] = [wanted.filter(({ at }) => at <= now), wanted.filter(({ at }) => at > now)];
    for (const effect of remind(incident, { policy, now }, due).says) say(life, effect, [incident, now]);
    wanted = later;
    // Only a step of the ladder changes what the others want; what was said is not wanted any more.
    if (due.some(({ rung }) => rung)) {
      incident = incidentOf(life.issue, life.timeline);
      wanted = occasions(incident, { policy }).toSorted((a, b) => +a.at - +b.at);
    }
    const next = wanted[0]?.at;
    if (!next || next > to) break;
    if (next > now) now = next;
  }
  remember(life, breaches(incident, { policy, now: to }));
  life.issue = { ...life.issue, closed: closedAfter(incident, life) };
}

function say(life: Life, effect: EffectOf<"say">, [incident, at]: [Incident, DateTime]): void {
  life.said.push(saidOf(effect, incident, at));
  remember(life, effect.entries ?? [{ kind: "said", at, keys: effect.keys ?? [effect.key] }]);
}

function saidOf({ kind, key, keys = [key], to }: EffectOf<"say">, { isDrill }: Incident, at: DateTime): Said {
  return { at, kind, keys, to: isDrill ? [] : [...new Set(to)] };
}

function remember(life: Life, entries: readonly Entry[]): void {
  life.timeline = entries.reduce(insertEntry, [...life.timeline]);
}
