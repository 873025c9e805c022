// /escalate: calls the next step of the ladder, now.
import { rememberedOf } from "../domain/called.ts";
import { acted, type Command, needOpen } from "../domain/command.ts";
import { type Effect, record } from "../domain/effects.ts";
import { type Call, nextCalls } from "../domain/escalation.ts";
import type { CommandFacts } from "../domain/facts.ts";
import { promisesOf } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Entry } from "../domain/timeline.ts";

export const escalate: Command<{ reason: string }> = {
  name: "escalate",
  usage: { en: "[reason]", fr: "[motif]" },
  example: "/escalate nobody from the database team answers",
  summary: { en: "Call the next step of the escalation ladder, now.", fr: "Appelle tout de suite l'échelon suivant." },
  permission: "triage",
  parse: (rest) => ({ reason: rest }),
  effect(facts, { reason }): Effect[] {
    needOpen(facts, "escalate");
    const { incident, policy } = facts;
    const calls = nextCalls(incident, policy, facts.at);
    const { name, escalate: ladder } = promisesOf(policy, incident.severity);
    const keys = calls.map(({ index }) => `ladder:${name}:${index}`);
    const [key] = keys;
    if (key === undefined)
      throw new Refusal(ladder.length === 0 ? "no-ladder" : "ladder-finished", {
        severity: name,
        worst: policy.severities[0]?.name ?? name,
      });
    const to = [...new Set(calls.flatMap((call) => call.to))];
    const parts = calls.map(({ index, isUncovered }) => ({
      template: "escalate-call",
      data: { severity: incident.severity ?? "", step: index + 1, by: facts.actor, reason, isUncovered },
    }));
    return [
      ...calls.map((call) => record(entryOf(call, facts, reason))),
      record({ at: facts.at, kind: "said", keys }),
      { do: "say", kind: "call", key, keys, to, parts },
    ];
  },
};

function entryOf(call: Call, facts: CommandFacts, reason: string): Entry {
  const { index: step, severity, to: called } = call;
  const entry = { ...acted(facts), kind: "escalated", step, severity, called, ...rememberedOf(call) } as const;
  return { ...entry, ...(reason && { reason }) };
}
