// /comms: names who keeps users and the status page informed.
import { acted, type Command, parsePerson } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const comms: Command<{ who: string }> = {
  name: "comms",
  usage: { en: "[@user]", fr: "[@personne]" },
  example: "/comms @alice",
  summary: {
    en: "Name who communicates; yourself if nobody is named.",
    fr: "Désigne qui communique ; vous-même si personne n'est nommé.",
  },
  permission: "triage",
  parse: (rest, facts) => ({ who: parsePerson(rest, facts) }),
  effect(facts, { who }) {
    return [record({ ...acted(facts), kind: "role", role: "comms", who })];
  },
};
