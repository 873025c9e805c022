// Calls that stand in the thread and nowhere else: the pass that wrote them was cut off before it wrote anything down. Pure.
import type { Incident } from "../domain/incident.ts";
import { type Policy, promisesOf } from "../domain/policy.ts";
import { type Entry, entriesOf } from "../domain/timeline.ts";

/** A step of the ladder that was called in the thread was called, even if the note of it got lost. */
export function calls({ timeline }: Incident, policy: Policy): Entry[] {
  const known = new Set(entriesOf(timeline, "escalated").map(({ severity, step }) => `ladder:${severity}:${step}`));
  return entriesOf(timeline, "said").flatMap(({ at, keys }) =>
    keys.flatMap((key): Entry[] => {
      const [, severity = "", step] = /^ladder:(.+):(\d+)$/.exec(key) ?? [];
      if (step === undefined || known.has(key)) return [];
      const called = promisesOf(policy, severity).escalate[Number(step)]?.notify ?? [];
      return [{ kind: "escalated", at, step: Number(step), severity, called }];
    }),
  );
}
