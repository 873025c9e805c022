// A command: what a person types. It describes itself, reads its arguments and returns effects; it performs nothing.
import type { Effect } from "./effects.ts";
import type { CommandFacts } from "./facts.ts";
import { Refusal } from "./refusal.ts";
import { type Role, reaches } from "./role.ts";
import type { Entry } from "./timeline.ts";

export interface Command<Arguments = unknown> {
  /** As typed after the slash; also the name of the file, of the template and of the test. */
  readonly name: string;
  readonly short?: string;
  /** What follows the name, `[optional]` in brackets; `P0..P3` stands for the severities there are. */
  readonly usage: { readonly en: string; readonly fr: string };
  readonly example: string;
  readonly summary: { readonly en: string; readonly fr: string };
  /** The least role that may use it, unless the policy asks for another. */
  readonly permission: Role;
  /** Reads what follows the name on its line. Throws Refusal. */
  parse(rest: string, facts: CommandFacts): Arguments;
  /** Decides. Throws Refusal. */
  effect(facts: CommandFacts, args: Arguments): Effect[];
}

/** What everything that a person did has in common. */
export function acted(facts: CommandFacts): Pick<Entry, "at" | "by" | "ref"> {
  return { at: facts.at, by: facts.actor, ref: `c${facts.comment}` };
}

/** An answer in a comment of its own, to what was asked in this one. */
export function reply(facts: CommandFacts, template: string, data: Record<string, unknown>): Effect {
  const key = `${template}:${facts.comment}`;
  return { do: "say", kind: "reply", key, to: [`@${facts.actor}`], parts: [{ template, data }], on: facts.on };
}

/** The text of a command that needs one. */
export function needText(rest: string, command: string): string {
  if (rest === "") throw new Refusal("missing-text", { command });
  return rest;
}

/** A person: `@login`, or the one who types when nothing follows. */
export function parsePerson(rest: string, facts: CommandFacts): string {
  if (rest === "") return facts.actor;
  const login = /^@?([A-Za-z0-9][A-Za-z0-9_-]{0,38})$/.exec(rest.split(/\s/, 1)[0] ?? "")?.[1];
  if (!login) throw new Refusal("not-a-person", { given: rest });
  return login;
}

/** Refuses whoever has not the role. */
export function needRole({ role }: CommandFacts, command: string, needed: Role): void {
  if (!reaches(role, needed)) throw new Refusal("not-allowed", { command, needed, role });
}

/** Refuses what makes no sense once the incident is over. */
export function needOpen({ incident }: CommandFacts, command: string): void {
  if (incident.ended) throw new Refusal("over", { command });
}
