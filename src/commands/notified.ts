// /notified: the authority, the users or whoever else the law names has been told. In phases, if need be.
import type { DateTime } from "luxon";
import { noticesOf, whomToNotify } from "../domain/breach.ts";
import { acted, type Command } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";
import { entriesOf, latest } from "../domain/timeline.ts";
import { splitTime } from "../domain/typed-time.ts";

interface Told {
  readonly whom: string;
  readonly at: DateTime;
  readonly text: string;
}

export const notified: Command<Told> = {
  name: "notified",
  usage: { en: "authority|users [time] [reason]", fr: "authority|users [heure] [motif]" },
  example: "/notified authority 16:40",
  summary: {
    en: "Write down that somebody was notified of the breach; a late notice needs its reason.",
    fr: "Note qu'une notification de la violation a été faite ; en retard, elle doit en donner la raison.",
  },
  permission: "triage",
  parse(rest, facts) {
    const [, word = "", tail = ""] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
    const known = whomToNotify(facts.incident);
    const whom = word.toLowerCase();
    if (!known.includes(whom)) throw new Refusal("unknown-notified", { given: word, known: known.join(", ") });
    const { at = facts.at, text } = splitTime(tail, "notified", facts);
    return { whom, at, text };
  },
  effect(facts, { whom, at, text }) {
    const { incident } = facts;
    if (!latest(incident.timeline, "aware")) throw new Refusal("no-breach");
    const earlier = entriesOf(incident.timeline, "notified").filter((entry) => entry.whom === whom).length;
    const { due } = noticesOf(incident).find(({ name }) => name === whom) ?? {};
    // Art. 33(1): "Where the notification … is not made within 72 hours, it shall be accompanied by reasons for the delay."
    const isLate = earlier === 0 && due !== undefined && at > due;
    const said = text.replace(/^reason\b:?\s*/i, "");
    if (isLate && !(/^reason\b/i.test(text) && said)) throw new Refusal("late-needs-reason", { whom, due });
    const what = { kind: "notified", whom, phase: earlier + 1, ...(said && { text: said }) } as const;
    return [record({ ...acted(facts), at, ...what })];
  },
};
