// /impact: says who and what is affected, in one sentence.
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const impact: Command<{ text: string }> = {
  name: "impact",
  usage: { en: "text", fr: "texte" },
  example: "/impact 30 % of checkouts fail since 14:30",
  summary: { en: "Say who and what is affected.", fr: "Dit qui et quoi est touché." },
  permission: "triage",
  parse: (rest) => ({ text: needText(rest, "impact") }),
  effect: (facts, { text }) => [record({ ...acted(facts), kind: "impact", text })],
};
