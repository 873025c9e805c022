// /snooze: quiets the nudges for a while. Breaches and calls of the ladder still come.

import type { Duration } from "luxon";
import { acted, type Command } from "../domain/command.ts";
import { parseDuration } from "../domain/duration.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";

/** Longer silence is a forgotten incident. */
const LONGEST = { hours: 24 };

export const snooze: Command<{ length: Duration }> = {
  name: "snooze",
  usage: { en: "30m", fr: "30m" },
  example: "/snooze 30m",
  summary: {
    en: "Quiet reminders for a while (never breaches).",
    fr: "Suspend les rappels un moment (jamais les dépassements).",
  },
  permission: "triage",
  parse(rest) {
    const length = parseDuration(rest.replace(/\s+/g, ""));
    if (!length || +length === 0) throw new Refusal("not-a-length", { given: rest });
    return { length };
  },
  effect(facts, { length }) {
    const longest = facts.at.plus(LONGEST);
    const until = facts.at.plus(length);
    if (until > longest) throw new Refusal("snooze-too-long");
    return [record({ ...acted(facts), kind: "snoozed", until })];
  },
};
