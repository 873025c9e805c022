// /escalate: calls the next step of the ladder, now.
import { acted, type Command, needOpen } from "../domain/command.ts";
import { type Effect, record } from "../domain/effects.ts";
import { nextRung } from "../domain/escalation.ts";
import { promisesOf } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";

export const escalate: Command<{ reason: string }> = {
  name: "escalate",
  usage: "[reason]",
  example: "/escalate nobody from the database team answers",
  summary: { en: "Call the next step of the escalation ladder, now.", fr: "Appelle tout de suite l'échelon suivant." },
  permission: "triage",
  parse: (rest) => ({ reason: rest }),
  effect(facts, { reason }): Effect[] {
    needOpen(facts, "escalate");
    const { incident, policy } = facts;
    const rung = nextRung(incident, policy);
    const { name, escalate: ladder } = promisesOf(policy, incident.severity);
    if (!rung) throw new Refusal(ladder.length === 0 ? "no-ladder" : "ladder-finished", { severity: name });
    const entry = {
      ...acted(facts),
      kind: "escalated",
      step: rung.index,
      severity: name,
      called: rung.notify,
    } as const;
    const data = { severity: incident.severity ?? "", step: rung.index + 1, by: facts.actor, reason };
    const key = `ladder:${name}:${rung.index}`;
    return [
      record({ ...entry, ...(reason && { reason }) }),
      record({ at: facts.at, kind: "said", keys: [key] }),
      { do: "say", kind: "call", key, to: rung.notify, parts: [{ template: "escalate-call", data }] },
    ];
  },
};
