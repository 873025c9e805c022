// Calls that stand in the thread and nowhere else: the pass that wrote them was cut off before it wrote anything down. Pure.
import { rememberedOf } from "../domain/called.ts";
import { callOf } from "../domain/escalation.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { type Policy, promisesOf } from "../domain/policy.ts";
import { type Entry, type EntryOf, entriesOf } from "../domain/timeline.ts";
import type { Happening } from "./observe.ts";

/**
 * A step of the ladder that was called in the thread was called then, even if the note of it got lost. Words before it
 * may have asked for it; words after it ask for the next one.
 */
export function calls({ timeline, policy }: Pick<Facts, "timeline" | "policy">): Happening[] {
  return entriesOf(timeline, "said").map((said) => ({
    at: said.at,
    isOurs: true,
    entries: (incident) => unnoted(said, incident, policy),
  }));
}

function unnoted({ at, keys }: EntryOf<"said">, incident: Incident, policy: Policy): Entry[] {
  const noted = entriesOf(incident.timeline, "escalated");
  const known = new Set(noted.map(({ severity, step }) => `ladder:${severity}:${step}`));
  return keys.flatMap((key): Entry[] => {
    const [, severity = "", step] = /^ladder:(.+):(\d+)$/.exec(key) ?? [];
    if (step === undefined || known.has(key)) return [];
    const notify = promisesOf(policy, severity).escalate[Number(step)]?.notify ?? [];
    const called = callOf(notify, [incident, policy], at);
    return [{ kind: "escalated", at, step: Number(step), severity, called: called.to, ...rememberedOf(called) }];
  });
}
