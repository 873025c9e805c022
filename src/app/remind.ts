// Reminds: everything that has come due becomes one comment, and the timeline knows it was said. Pure.
import type { Occasion } from "../domain/clock.ts";
import type { EffectOf, Message } from "../domain/effects.ts";
import type { Incident } from "../domain/incident.ts";
import { type Entry, isShown } from "../domain/timeline.ts";
import { type Moment, occasions, type Wanted } from "./readings.ts";

/** Later than this is late enough to say why. */
const LATE = { minutes: 2 };
/** What a comment is called when it says several things: the gravest of them. */
const GRAVITY = ["breach", "call", "nudge"] as const;

/**
 * What is due now: one comment for the incident and one for each of its own issues, and the entries that remember it.
 * `wanted` is everything the clocks want said, where that is known already.
 */
export function remind(
  incident: Incident,
  facts: Moment,
  wanted: readonly Wanted[] = occasions(incident, facts),
): { says: EffectOf<"say">[]; entries: Entry[] } {
  const due = wanted.filter(({ at }) => at <= facts.now).toSorted((a, b) => +a.at - +b.at);
  if (due.length === 0) return { says: [], entries: [] };
  const says = [...Map.groupBy(due, ({ on }) => on).values()].flatMap((some) => sayOf(some, incident, facts));
  return { says, entries: says.flatMap(({ entries = [] }) => entries) };
}

function sayOf(due: readonly Wanted[], incident: Incident, { now }: Moment): EffectOf<"say">[] {
  const [first] = due;
  if (!first) return [];
  const spoken = due.filter((one, index) => !due.slice(index + 1).some((later) => replaces(later, one)));
  const parts: Message[] = spoken.map(({ message }) => message);
  const kind = GRAVITY.find((one) => due.some((occasion) => occasion.kind === one)) ?? "nudge";
  const to = [...new Set(due.flatMap((occasion) => occasion.to))];
  // Late is what we missed; what somebody's act has only now made due is not.
  const lastAct = incident.timeline.findLast(isShown)?.at;
  const late = spoken.some(({ at }) => at < now.minus(LATE) && (!lastAct || lastAct <= at));
  const keys = due.map(({ key }) => key);
  const entries: Entry[] = [...escalations(due), { kind: "said", at: now, keys }];
  return [{ do: "say", kind, key: first.key, keys, to, parts, late, on: first.on, entries }];
}

/** Of what came due several times meanwhile, the last is said; every step of the ladder is called. */
function replaces(later: Wanted, one: Wanted): boolean {
  const isSame = later.clock === one.clock && later.about === one.about;
  return one.kind !== "call" && isSame && later.message.template === one.message.template;
}

function escalations(due: readonly Occasion[]): Entry[] {
  return due.flatMap(({ at, to, rung }) => (rung ? [{ kind: "escalated" as const, at, ...rung, called: to }] : []));
}
