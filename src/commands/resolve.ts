// /resolve: the incident is over; the clocks stop.
import type { Command } from "../domain/command.ts";
import { resolve as resolved } from "../domain/resolution.ts";

export const resolve: Command<{ text: string }> = {
  name: "resolve",
  usage: { en: "[summary]", fr: "[résumé]" },
  example: "/resolve connection pool raised to 20",
  summary: { en: "Resolve the incident.", fr: "Résout l'incident." },
  permission: "triage",
  parse: (rest) => ({ text: rest }),
  effect: (facts, { text }) => (facts.incident.ended?.kind === "resolved" ? [] : resolved(facts, text)),
};
