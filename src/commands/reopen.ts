// /reopen: it was not over; the clocks go on from where they stopped.
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";

export const reopen: Command<{ reason: string }> = {
  name: "reopen",
  usage: { en: "reason", fr: "motif" },
  example: "/reopen the errors are back",
  summary: { en: "Reopen the incident; clocks go on.", fr: "Rouvre l'incident ; les échéances reprennent." },
  permission: "triage",
  parse: (rest) => ({ reason: needText(rest, "reopen") }),
  effect(facts, { reason }) {
    if (!facts.incident.ended) throw new Refusal("not-over");
    return [record({ ...acted(facts), kind: "reopened", reason })];
  },
};
