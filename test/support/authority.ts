// Who types, what the permission endpoint answers, and how the words came to stand there: the axes of the authority tests.
import { COMMANDS } from "../../src/commands/index.ts";
import type { Command } from "../../src/domain/command.ts";
import { parseRole, ROLES, type Role, reaches } from "../../src/domain/role.ts";
import type { Entry } from "../../src/domain/timeline.ts";
import { at, declared, entry } from "./facts.ts";

/** Somebody, and what GitHub's permission endpoint says of them when it answers. */
export interface Persona {
  readonly name: string;
  /** null: the account is gone. */
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly says?: { readonly role_name: string; readonly permission: string };
  /** Bots never count, whatever the endpoint says of them. */
  readonly isBot?: boolean;
}

const human = (name: string, role_name: string, permission: string): Persona => ({
  name,
  user: { login: name.replaceAll(" ", "-"), type: "User" },
  says: { role_name, permission },
});
const ADMIN = { role_name: "admin", permission: "admin" };

/** GitHub folds `triage` into read and `maintain` into write; a custom role has only its base permission. */
export const PERSONAS: readonly Persona[] = [
  human("none", "", "none"),
  human("read", "read", "read"),
  human("triage", "triage", "read"),
  human("write", "write", "write"),
  human("maintain", "maintain", "write"),
  human("admin", "admin", "admin"),
  human("custom on read", "incident-reader", "read"),
  human("custom on write", "incident-responder", "write"),
  human("custom with a word of ours", "administrator", "none"),
  human("ex-member", "read", "read"),
  human("private member", "write", "write"),
  { name: "bot", user: { login: "ci[bot]", type: "Bot" }, says: ADMIN, isBot: true },
  { name: "other app", user: { login: "Copilot", type: "Bot" }, says: ADMIN, isBot: true },
  { name: "ghost", user: null },
];

export const ANSWERS = ["ok", "404", "403", "500", "timeout", "reset"] as const;
export type Answer = (typeof ANSWERS)[number];

/** Whose words they are, and who put them there: for an edit, the sender of its webhook. */
export const WAYS = ["created", "own edit", "edit of an admin's", "edit of a nobody's"] as const;
export type Way = (typeof WAYS)[number];

export interface Cell {
  readonly command: Command;
  readonly persona: Persona;
  readonly answer: Answer;
  readonly way: Way;
  /** The least role that the command asks for. */
  readonly needed: Role;
}

/** Every command by every persona with every answer in every way; `raised` are the policy's own roles. */
export function cells(raised: Readonly<Record<string, Role>> = {}): Cell[] {
  return COMMANDS.flatMap((command) =>
    PERSONAS.flatMap((persona) =>
      ANSWERS.flatMap((answer) =>
        WAYS.map((way) => ({ command, persona, answer, way, needed: raised[command.name] ?? command.permission })),
      ),
    ),
  );
}

/** What must come of a cell: nothing ever, nothing yet, a refusal, or the command. */
export function expected({ persona, answer, needed }: Cell): "ignored" | "waits" | "refused" | "runs" {
  if (persona.isBot) return "ignored";
  if (persona.user === null) return "refused";
  if (answer === "ok") return reaches(roleOf(persona), needed) ? "runs" : "refused";
  return answer === "404" ? "refused" : "waits";
}

/** The live role by an own reading of GitHub's words: the known name, else the base permission, else none. */
function roleOf({ says }: Persona): Role {
  const known = ROLES.find((role) => role === says?.role_name) ?? ROLES.find((role) => role === says?.permission);
  return known ?? "none";
}

/** Plays the endpoint as the adapter tells it: 404 is no role, everything else that fails is thrown. */
export async function ask(persona: Persona, answer: Answer): Promise<Role> {
  if (answer === "ok") return parseRole(persona.says?.role_name, persona.says?.permission);
  if (answer === "404") return parseRole(undefined, undefined);
  if (answer === "timeout") throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
  throw Object.assign(new Error(answer), answer === "reset" ? {} : { status: Number(answer), response: {} });
}

/** What has happened by 14:39, such that between them every command finds something to do. */
export const STATES: Readonly<Record<string, readonly Entry[]>> = {
  open: declared("P2"),
  severe: declared("P1"),
  breached: [
    ...declared("P2"),
    entry("14:35", {
      ...{ kind: "aware", since: at("14:35") },
      notices: [{ name: "authority", within: 259_200 }],
    }),
  ],
  paused: [...declared("P2"), entry("14:35", { kind: "paused", reason: "lorem" })],
  resolved: [
    ...declared("P1"),
    entry("14:32", { kind: "acknowledged", via: "command", by: "nobody" }),
    entry("14:35", { kind: "resolved", via: "command", by: "nobody", severity: "P1", owes: true }),
    { at: at("14:36"), kind: "report", number: 12 },
  ],
};
