// /timeline: writes down what happened, now or at the time it happened.
import { DateTime } from "luxon";
import { acted, type Command, needText } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import type { CommandFacts } from "../domain/facts.ts";
import { Refusal } from "../domain/refusal.ts";

const TIME = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}:\d{2})(Z)?(?:[ \t]+(?:UTC[ \t]+)?|$)/;

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
    const match = TIME.exec(rest);
    const at = match ? timeTyped(match, facts) : facts.at;
    return { at, text: needText(rest.slice(match?.[0].length ?? 0).trim(), "timeline") };
  },
  effect(facts, { at, text }) {
    return [record({ ...acted(facts), at, kind: "note", text })];
  },
};

/** `14:30` is the last time it was 14:30 in the policy's time zone; with a date, exactly then. */
function timeTyped(match: RegExpExecArray, { at, policy }: CommandFacts): DateTime {
  const [given, date, clock, utc] = match;
  const zone = utc || /UTC\s*$/.test(given) ? "utc" : policy.timezone;
  const day = date ?? at.setZone(zone).toISODate();
  const typed = DateTime.fromFormat(`${day} ${clock}`, "yyyy-MM-dd H:mm", { zone });
  if (!typed.isValid) throw new Refusal("not-a-time", { given: given.trim() });
  const meant = !date && typed > at ? typed.minus({ days: 1 }) : typed;
  if (meant > at) throw new Refusal("time-in-future", { given: given.trim() });
  return meant.toUTC();
}
