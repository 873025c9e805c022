// Resolving: whoever resolves an incident that nobody acknowledged acknowledges it at the same moment.
import { acted } from "./command.ts";
import { type Effect, record } from "./effects.ts";
import type { CommandFacts } from "./facts.ts";
import type { Incident } from "./incident.ts";
import { isSevere, type Policy } from "./policy.ts";
import type { EntryOf } from "./timeline.ts";

/** The entries of a resolution by a person. */
export function resolve(facts: CommandFacts, text: string): Effect[] {
  const { incident, policy } = facts;
  const acknowledged = record({ ...acted(facts), kind: "acknowledged", via: "resolution" });
  const resolved = record({
    ...acted(facts),
    kind: "resolved",
    via: "command",
    ...(text && { text }),
    ...judged(incident, policy),
  });
  return incident.acknowledged ? [resolved] : [acknowledged, resolved];
}

/** What the policy asks for at the moment of the resolution; a policy that changes later asks nothing of the past. */
export function judged({ severity }: Incident, policy: Policy): Pick<EntryOf<"resolved">, "severity" | "owes"> {
  return { ...(severity && { severity }), owes: isSevere(policy, severity) };
}
