// /severity: says how bad it is. An upgrade brings deadlines nearer, a downgrade of P0 or P1 needs a reason.
import { acted, type Command } from "../domain/command.ts";
import { record } from "../domain/effects.ts";
import { isSevere, type Policy, rankOf } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";

export const severity: Command<{ to: string; reason: string }> = {
  name: "severity",
  short: "sev",
  usage: { en: "P0..P3 [reason]", fr: "P0..P3 [motif]" },
  example: "/severity P1 checkout fails for everybody",
  summary: { en: "Set the severity; the clocks follow.", fr: "Fixe la sévérité ; les échéances suivent." },
  permission: "triage",
  parse(rest, { policy }) {
    const [word = "", ...reason] = rest.split(/\s+/);
    const to = severityNamed(policy, word);
    if (!to)
      throw new Refusal("unknown-severity", {
        given: word,
        known: policy.severities.map(({ name }) => name).join(", "),
        example: (policy.severities[1] ?? policy.severities[0])?.name ?? "",
      });
    return { to, reason: reason.join(" ") };
  },
  effect(facts, { to, reason }) {
    const { incident, policy } = facts;
    if (incident.severity === to) return [];
    const isDowngrade = isSevere(policy, incident.severity) && rankOf(policy, to) > rankOf(policy, incident.severity);
    if (isDowngrade && !reason) throw new Refusal("downgrade-needs-reason", { from: incident.severity, to });
    return [record({ ...acted(facts), kind: "severity", to, via: "command", ...(reason && { reason }) })];
  },
};

/** `P1`, `p1`, and on a phone just `1`. */
function severityNamed(policy: Policy, word: string): string | undefined {
  const wanted = word.toLowerCase();
  if (wanted === "") return undefined;
  return policy.severities.find(
    ({ name }) => name.toLowerCase() === wanted || name.toLowerCase().replace(/^\D+/, "") === wanted,
  )?.name;
}
