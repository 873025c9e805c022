// /lead: names who leads the incident and is assigned, which acknowledges like any assignment.
import { acted, type Command, parsePerson } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const lead: Command<{ who: string }> = {
  name: "lead",
  usage: { en: "[@user]", fr: "[@personne]" },
  example: "/lead @alice",
  summary: {
    en: "Name who leads; yourself if nobody is named.",
    fr: "Désigne qui dirige ; vous-même si personne n'est nommé.",
  },
  permission: "triage",
  parse: (rest, facts) => ({ who: parsePerson(rest, facts) }),
  effect(facts, { who }) {
    const named = record({ ...acted(facts), kind: "role", role: "lead", who });
    const acknowledged = record({ ...acted(facts), by: who, kind: "acknowledged", via: "assignment" });
    return [named, ...(facts.incident.acknowledged ? [] : [acknowledged]), { do: "assign", login: who }];
  },
};
