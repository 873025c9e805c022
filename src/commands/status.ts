// /status: an update in words meant for the public, to users by mail as well if asked; `resolved` also resolves.
import { acted, type Command, needOpen, needRole } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { Refusal } from "../domain/refusal.ts";
import { resolve } from "../domain/resolution.ts";
import { STATUSES, type Status } from "../domain/timeline.ts";
import { MAIL_FLAG } from "../domain/user-notice-schema.ts";

interface Arguments {
  readonly status: Status;
  readonly text: string;
  readonly mail?: true;
}

export const status: Command<Arguments> = {
  name: "status",
  usage: {
    en: "investigating|identified|monitoring|resolved message",
    fr: "investigating|identified|monitoring|resolved message",
  },
  example: "/status identified the connection pool is exhausted",
  summary: {
    en: "Publish an update; `resolved` also resolves.",
    fr: "Publie une mise à jour ; `resolved` résout aussi.",
  },
  permission: "triage",
  parse(rest, { policy }) {
    const flag = policy.userNotice?.flag ?? MAIL_FLAG;
    const [word = "", ...words] = rest.split(/\s+/);
    const text = words.filter((one) => one !== flag);
    const mail = text.length < words.length;
    const found = STATUSES.find((one) => one === word.toLowerCase());
    if (!found) throw new Refusal("unknown-status", { given: word, known: STATUSES.join(", ") });
    if (text.length === 0) throw new Refusal("missing-text", { command: `status ${found}` });
    // Published as a word it would look as if users had been told.
    if (mail && !policy.userNotice) throw new Refusal("no-user-mail", { flag });
    return { status: found, text: text.join(" "), ...(mail && { mail }) };
  },
  effect(facts, args) {
    needOpen(facts, "status");
    // Who may not resolve may not resolve by other words either.
    if (args.status === "resolved") needRole(facts, "resolve", facts.policy.commands["resolve"] ?? status.permission);
    const update = record({ ...acted(facts), kind: "update", ...args });
    if (args.status === "resolved") return [update, ...resolve(facts, "")];
    // Whoever tells the public how it stands has taken it, unless it is the reporter who only adds to the report.
    const { acknowledged, issue } = facts.incident;
    if (acknowledged || facts.actor === issue.reporter?.login) return [update];
    return [record({ ...acted(facts), kind: "acknowledged", via: "comment" }), update];
  },
};
