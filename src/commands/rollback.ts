// /rollback: proposes to undo a merged pull request, by another one; merging that stays with people.
import { acted, type Command, needOpen } from "../domain/command.ts";
import { Refusal } from "../domain/refusal.ts";
import { parsePull } from "../domain/rollback.ts";
import { entriesOf } from "../domain/timeline.ts";

export const rollback: Command<{ of: number }> = {
  name: "rollback",
  usage: { en: "#n", fr: "#n" },
  example: "/rollback #12",
  summary: {
    en: "Open a pull request that undoes merged pull request #n; people merge it.",
    fr: "Ouvre une pull request qui annule la pull request fusionnée #n ; la fusion revient à l'équipe.",
  },
  permission: "write",
  parse(rest, { incident }) {
    const { owner, name } = incident.issue.repository;
    const here = `${owner}/${name}`;
    const named = parsePull(rest, here);
    if (!named) throw new Refusal("not-a-pull", { given: rest });
    if (named.isElsewhere) throw new Refusal("pull-elsewhere", { given: rest, here });
    return { of: named.number };
  },
  effect(facts, { of }) {
    needOpen(facts, "rollback");
    const { incident, pulls } = facts;
    const done = entriesOf(incident.timeline, "rollback").find((entry) => entry.of === of && entry.number > 0);
    if (done) throw new Refusal("rollback-open", { of, number: done.number });
    const pull = pulls?.get(of);
    if (!pull) throw new Refusal("pull-unknown", { number: of });
    if (!pull.isMerged) throw new Refusal("pull-not-merged", { number: of });
    const { by = "", at, ref } = acted(facts);
    const body = { template: "rollback-body", data: { of, by, incident: incident.issue.number } };
    return [{ do: "revert", of, pull: pull.id, body, by, at, ref }];
  },
};
