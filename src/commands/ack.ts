// /ack: somebody has taken the incident; the response clock stops.
import { acted, type Command, needOpen } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const ack: Command<{ note: string }> = {
  name: "ack",
  usage: { en: "[note]", fr: "[note]" },
  example: "/ack looking at the database",
  summary: {
    en: "Acknowledge the incident and stop the response clock.",
    fr: "Prend l'incident en charge et arrête l'échéance de réponse.",
  },
  permission: "triage",
  parse: (rest) => ({ note: rest }),
  effect(facts, { note }) {
    needOpen(facts, "ack");
    if (facts.incident.acknowledged) return note ? [record({ ...acted(facts), kind: "note", text: note })] : [];
    return [record({ ...acted(facts), kind: "acknowledged", via: "command", ...(note && { note }) })];
  },
};
