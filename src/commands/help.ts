// /help: the table of commands, from the table itself.
import { type Command, reply } from "../domain/command.ts";

export const help: Command<null> = {
  name: "help",
  usage: { en: "", fr: "" },
  example: "/help",
  summary: { en: "Show this table.", fr: "Montre ce tableau." },
  permission: "read",
  parse: () => null,
  effect: (facts) => [reply(facts, "help", { commands: facts.commands })],
};
