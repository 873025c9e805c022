// /drill: an exercise. Everything runs, nobody outside is mentioned, statistics leave it out.
import { acted, type Command } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { latest } from "../domain/timeline.ts";

export const drill: Command<null> = {
  name: "drill",
  usage: { en: "", fr: "" },
  example: "/drill",
  summary: { en: "Mark an exercise: nobody is mentioned.", fr: "Signale un exercice : personne n'est mentionné." },
  permission: "triage",
  parse: () => null,
  effect: (facts) => (latest(facts.incident.timeline, "drill") ? [] : [record({ ...acted(facts), kind: "drill" })]),
};
