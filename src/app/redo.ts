// Does an act of a past incident again under a policy, which may make something else of it, or refuse it. Pure.
import { COMMANDS } from "../commands/index.ts";
import type { EffectOf } from "../domain/effects.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";
import { judged } from "../domain/resolution.ts";
import type { Entry } from "../domain/timeline.ts";

/** What follows from an act: entries, and comments that call somebody. */
export type Consequence = EffectOf<"record"> | EffectOf<"say">;

/** What an act means for the incident as it is by then; nothing when it changes nothing, or the policy refuses it. */
export function redo(entry: Entry, incident: Incident, policy: Policy): Consequence[] {
  switch (entry.kind) {
    case "severity":
      if (entry.to === incident.severity) return [];
      return entry.via === "command" ? typed("severity", entry, [incident, policy]) : [{ do: "record", entry }];
    case "paused":
      return typed("pause", entry, [incident, policy]);
    case "escalated":
      return typed("escalate", entry, [incident, policy]);
    case "resolved":
      return [{ do: "record", entry: { ...entry, ...judged(incident, policy) } }];
    default:
      return [{ do: "record", entry }];
  }
}

/** Types the command again whose entry this is; whoever typed it then is taken to hold the role that it asks for now. */
function typed(name: string, entry: Entry, [incident, policy]: readonly [Incident, Policy]): Consequence[] {
  const command = COMMANDS.find((one) => one.name === name);
  const { at, by: actor = "", ref = "" } = entry;
  const comment = Number(ref.slice(1));
  const held = { incident, policy, actor, at, now: at, comment, role: "admin", isFull: false } as const;
  try {
    // What a command reads from its line is what its entry keeps, by the same names.
    const effects = command?.effect({ ...held, clocks: [], commands: [] }, { reason: "", ...entry }) ?? [];
    return effects.filter((effect) => effect.do === "record" || effect.do === "say");
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
