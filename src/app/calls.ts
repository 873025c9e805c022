// Calls that stand in the thread and nowhere else: the pass that wrote them was cut off before it wrote anything down. Pure.
import { rememberedOf } from "../domain/called.ts";
import { callOf } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import { type Policy, promisesOf } from "../domain/policy.ts";
import { type Entry, entriesOf } from "../domain/timeline.ts";

/** A step of the ladder that was called in the thread was called, even if the note of it got lost. */
export function calls(incident: Incident, policy: Policy): Entry[] {
  const { timeline } = incident;
  const known = new Set(entriesOf(timeline, "escalated").map(({ severity, step }) => `ladder:${severity}:${step}`));
  return entriesOf(timeline, "said").flatMap(({ at, keys }) =>
    keys.flatMap((key): Entry[] => {
      const [, severity = "", step] = /^ladder:(.+):(\d+)$/.exec(key) ?? [];
      if (step === undefined || known.has(key)) return [];
      const notify = promisesOf(policy, severity).escalate[Number(step)]?.notify ?? [];
      const called = callOf(notify, [incident, policy], at);
      return [{ kind: "escalated", at, step: Number(step), severity, called: called.to, ...rememberedOf(called) }];
    }),
  );
}
