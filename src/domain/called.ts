// Whom a step of the ladder calls at a moment: `on-call` becomes the person of the moment.
import type { DateTime } from "luxon";
import { onCallAt, rotationsNamed } from "./on-call.ts";
import type { Policy } from "./policy.ts";
import type { EntryOf } from "./timeline.ts";

export interface Called {
  /** The targets, with whoever was on call in place of `on-call`; each once. */
  readonly to: readonly string[];
  /** Those of them who were on call. */
  readonly onCall: readonly string[];
  /** The targets ask for who is on call, and nobody was. */
  readonly isUncovered: boolean;
}

/** Whom targets mean at a moment, by the policy's schedule. Without one nobody is on call. */
export function calledAt(targets: readonly string[], { onCall: schedule }: Policy, at: DateTime): Called {
  const turn = (target: string) =>
    rotationsNamed([target]).flatMap((name) => (schedule ? onCallAt(schedule, name, at) : []));
  const onCall = [...new Set(targets.flatMap(turn))];
  const to = targets.flatMap((target) => (isOnCall(target) ? turn(target) : [target]));
  return { to: [...new Set(to)], onCall, isUncovered: onCall.length === 0 && targets.some(isOnCall) };
}

/** The people and channels that targets mean at a moment. */
export function peopleAt(targets: readonly string[], policy: Policy, at: DateTime): readonly string[] {
  return calledAt(targets, policy, at).to;
}

/** Whether nobody at all is called by targets while nobody is on call: they name no person besides; a channel is none. */
export function isInVain(targets: readonly string[], { isUncovered = false }: { isUncovered?: boolean }): boolean {
  return isUncovered && !targets.some((target) => target.startsWith("@"));
}

/** What the timeline remembers of a call besides whom it was for. */
export function rememberedOf({ onCall, isUncovered }: Called): Pick<EntryOf<"escalated">, "onCall" | "isUncovered"> {
  return { ...(onCall.length > 0 && { onCall }), ...(isUncovered && { isUncovered }) };
}

const isOnCall = (target: string): boolean => rotationsNamed([target]).length > 0;
