// Reminds: everything that has come due becomes one comment, and the timeline knows it was said. Pure.

import type { Occasion } from "../domain/clock.ts";
import type { Effect, Message } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Entry } from "../domain/timeline.ts";
import { occasions } from "./readings.ts";

/** Later than this is late enough to say why. */
const LATE = { minutes: 2 };
/** What a comment is called when it says several things: the gravest of them. */
const GRAVITY = ["breach", "call", "nudge"] as const;

/** What is due now: the comment (none or one) and the entries that remember it. */
export function remind(incident: Incident, facts: Facts): { says: Effect[]; entries: Entry[] } {
  const due = occasions(incident, facts)
    .filter(({ at }) => at <= facts.now)
    .toSorted((a, b) => +a.at - +b.at);
  const first = due[0];
  if (!first) return { says: [], entries: [] };
  const spoken = due.filter((one, index) => !due.slice(index + 1).some((later) => isSameNudge(one, later)));
  const parts: Message[] = spoken.map(({ message }) => message);
  const keys = due.map(({ key }) => key);
  const kind = GRAVITY.find((one) => due.some((occasion) => occasion.kind === one)) ?? "nudge";
  const to = [...new Set(spoken.flatMap((occasion) => occasion.to))];
  const late = spoken.some(({ at }) => at < facts.now.minus(LATE));
  return {
    says: [{ do: "say", kind, key: first.key, keys, to, parts, late }],
    entries: [...escalations(due), { kind: "said", at: facts.now, keys }],
  };
}

/** Of a nudge that came due several times meanwhile, the last one is said. */
function isSameNudge(one: Occasion & { clock: string }, other: Occasion & { clock: string }): boolean {
  return (
    one.kind === "nudge" &&
    other.kind === "nudge" &&
    one.clock === other.clock &&
    one.message.template === other.message.template
  );
}

function escalations(due: readonly Occasion[]): Entry[] {
  return due.flatMap(({ at, to, rung }) => (rung ? [{ kind: "escalated" as const, at, ...rung, called: to }] : []));
}
