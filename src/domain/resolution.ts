// Resolving: whoever resolves an incident that nobody acknowledged acknowledges it at the same moment.
import { acted } from "./command.ts";
import { type Effect, record } from "./effects.ts";
import type { CommandFacts } from "./facts.ts";

/** The entries of a resolution by a person. */
export function resolve(facts: CommandFacts, text: string): Effect[] {
  const acknowledged = record({ ...acted(facts), kind: "acknowledged", via: "resolution" });
  const resolved = record({ ...acted(facts), kind: "resolved", via: "command", ...(text && { text }) });
  return facts.incident.acknowledged ? [resolved] : [acknowledged, resolved];
}
