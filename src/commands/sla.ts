// /sla: the clocks as they stand; with `explain` the arithmetic, every event it rests on, and the policy it follows.
import { type Command, reply } from "../domain/command.ts";
import { Refusal } from "../domain/refusal.ts";
import { workedOf } from "../domain/worked.ts";

export const sla: Command<{ explain: boolean }> = {
  name: "sla",
  usage: { en: "[explain]", fr: "[explain]" },
  example: "/sla explain",
  summary: { en: "Show the clocks, and how they were computed.", fr: "Montre les échéances et leur calcul." },
  permission: "triage",
  parse(rest) {
    if (rest !== "" && rest.toLowerCase() !== "explain") throw new Refusal("not-explain", { given: rest });
    return { explain: rest !== "" };
  },
  effect(facts, { explain }) {
    const { clocks, incident, policy, at } = facts;
    const severities = incident.timeline.filter((entry) => entry.kind === "severity");
    const data = {
      explain,
      clocks: explain ? clocks.map((clock) => ({ ...clock, worked: workedOf(clock) })) : clocks,
      severities,
      policy: policy.source,
      at,
      declaredAt: incident.declaredAt,
      url: incident.issue.url,
    };
    return [reply(facts, "sla", data)];
  },
};
