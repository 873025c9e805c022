// /cancel: a false alarm; the clocks stop and nothing is owed.
import { acted, type Command, needOpen, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";

export const cancel: Command<{ reason: string }> = {
  name: "cancel",
  usage: { en: "reason", fr: "motif" },
  example: "/cancel the probe was misconfigured",
  summary: { en: "Dismiss a false alarm.", fr: "Écarte une fausse alerte." },
  permission: "triage",
  parse: (rest) => ({ reason: needText(rest, "cancel") }),
  effect(facts, { reason }) {
    needOpen(facts, "cancel");
    return [record({ ...acted(facts), kind: "cancelled", reason })];
  },
};
