// /duplicate: the same incident is looked after elsewhere; this one is closed and points there.
import { acted, type Command, needOpen } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";

export const duplicate: Command<{ of: number }> = {
  name: "duplicate",
  usage: { en: "#n", fr: "#n" },
  example: "/duplicate #12",
  summary: { en: "Fold this incident into another one.", fr: "Rattache cet incident à un autre." },
  permission: "triage",
  parse(rest) {
    const of = /^#?(\d{1,9})$/.exec(rest)?.[1];
    if (!of) throw new Refusal("not-a-number", { given: rest });
    return { of: Number(of) };
  },
  effect(facts, { of }) {
    needOpen(facts, "duplicate");
    if (of === facts.incident.issue.number) throw new Refusal("duplicate-of-itself");
    return [record({ ...acted(facts), kind: "duplicate", of })];
  },
};
