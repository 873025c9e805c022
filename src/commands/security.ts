// /security: marks a security incident; `breach` starts the clocks of the law.
import type { DateTime } from "luxon";
import { acted, type Command } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";
import { splitTime } from "../domain/typed-time.ts";

export const security: Command<{ since?: DateTime }> = {
  name: "security",
  usage: { en: "[breach [aware time]]", fr: "[breach [aware heure]]" },
  example: "/security breach aware 09:15",
  summary: {
    en: "Mark a security incident; with `breach`, personal data is affected and the legal deadlines run.",
    fr: "Signale un incident de sécurité ; avec `breach`, des données personnelles sont touchées et les délais légaux courent.",
  },
  permission: "triage",
  /**
   * Without a time the awareness is that of the command: by the EDPB's reading (Guidelines 9/2022, 31) one is aware with
   * a reasonable degree of certainty that personal data was compromised, and the command is the first that tells of it;
   * the declaration, or the suspicion before, is not. Who knew earlier says so: `aware 09:15`.
   */
  parse(rest, facts) {
    const [, word = "", aware, time = ""] = /^(\S*)(?:\s+(aware)\b\s*)?(.*)$/.exec(rest) ?? [];
    if (word === "") return {};
    const { at, text } = splitTime(time, "security", facts);
    if (word.toLowerCase() !== "breach" || text !== "" || Boolean(at) !== Boolean(aware))
      throw new Refusal("unknown-security", { given: rest });
    return { since: at ?? facts.at };
  },
  effect(facts, { since }) {
    const { incident, policy } = facts;
    const mark = incident.isSecurity ? [] : [record({ ...acted(facts), kind: "security", via: "command" })];
    if (!since) return mark;
    const notices = policy.security.notices.map(({ name, within }) => ({ name, within: within.as("seconds") }));
    return [...mark, record({ ...acted(facts), kind: "aware", since, notices })];
  },
};
