// /scribe: names who writes the timeline.
import { acted, type Command, parsePerson } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const scribe: Command<{ who: string }> = {
  name: "scribe",
  usage: { en: "[@user]", fr: "[@personne]" },
  example: "/scribe @alice",
  summary: {
    en: "Name who takes notes; yourself if nobody is named.",
    fr: "Désigne qui prend les notes ; vous-même si personne n'est nommé.",
  },
  permission: "triage",
  parse: (rest, facts) => ({ who: parsePerson(rest, facts) }),
  effect(facts, { who }) {
    return [record({ ...acted(facts), kind: "role", role: "scribe", who })];
  },
};
