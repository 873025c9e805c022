// /pause: stops the response clock where the policy allows it (by default P2 and P3).
import { acted, type Command, needOpen, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { promisesOf } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";

export const pause: Command<{ reason: string }> = {
  name: "pause",
  usage: { en: "reason", fr: "motif" },
  example: "/pause waiting for the provider",
  summary: { en: "Stop the clocks that may be paused.", fr: "Suspend les échéances qui peuvent l'être." },
  permission: "triage",
  parse: (rest) => ({ reason: needText(rest, "pause") }),
  effect(facts, { reason }) {
    needOpen(facts, "pause");
    const { incident, policy } = facts;
    const { name, pausable } = promisesOf(policy, incident.severity);
    if (!pausable) throw new Refusal("not-pausable", { severity: name });
    return incident.isPaused ? [] : [record({ ...acted(facts), kind: "paused", reason })];
  },
};
