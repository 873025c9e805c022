// /affects: names the components that are affected; the last list holds.
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const affects: Command<{ components: string[] }> = {
  name: "affects",
  usage: "component…",
  example: "/affects api checkout",
  summary: { en: "Name the components that are affected.", fr: "Nomme les composants touchés." },
  permission: "triage",
  parse: (rest) => ({ components: needText(rest.replace(/[\s,]+/g, " ").trim(), "affects").split(" ") }),
  effect: (facts, { components }) => [record({ ...acted(facts), kind: "affects", components })],
};
