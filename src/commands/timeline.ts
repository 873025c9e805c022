// /timeline: writes down what happened, now or at the time it happened.
import type { DateTime } from "luxon";
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { splitTime } from "../domain/typed-time.ts";

export const timeline: Command<{ at: DateTime; text: string }> = {
  name: "timeline",
  short: "tl",
  usage: { en: "[time] text", fr: "[heure] texte" },
  example: "/timeline 14:30 alert fired: API P99 above 5 s",
  summary: {
    en: "Add a line to the timeline, back-dated if a time is given.",
    fr: "Ajoute une ligne à la chronologie, à l'heure donnée s'il y en a une.",
  },
  permission: "triage",
  parse(rest, facts) {
    const { at = facts.at, text } = splitTime(rest, "timeline", facts);
    return { at, text: needText(text, "timeline") };
  },
  effect(facts, { at, text }) {
    return [record({ ...acted(facts), at, kind: "note", text })];
  },
};
