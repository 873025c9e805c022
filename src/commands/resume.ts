// /resume: the paused clocks go on from where they stopped.
import { acted, type Command } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";

export const resume: Command<null> = {
  name: "resume",
  usage: { en: "", fr: "" },
  example: "/resume",
  summary: { en: "Let paused clocks go on.", fr: "Relance les échéances suspendues." },
  permission: "triage",
  parse: () => null,
  effect(facts) {
    if (!facts.incident.isPaused) throw new Refusal("not-paused");
    return [record({ ...acted(facts), kind: "resumed" })];
  },
};
