// Reads the configuration file: YAML in, a policy or one clear problem out.
import { loadAll, YAMLException } from "js-yaml";
import { ZodError } from "zod";
import { nearest } from "./nearest.ts";
import { type Policy, policyOf } from "./policy.ts";
import { lineOf } from "./yaml-line.ts";

/** Characters; a policy fits in a tenth of it. */
const LARGEST = 65_536;
const LIMITS = { maxDepth: 32, maxAliases: 20 };

/** What is wrong with a file, in one sentence, and where. */
export class PolicyProblem extends Error {
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.name = "PolicyProblem";
    this.line = line;
  }
}

/** A command as the file may name it; the short form only helps to say which one was meant. */
interface Nameable {
  readonly name: string;
  readonly short?: string | undefined;
}

/**
 * Throws PolicyProblem when the file is not a policy. `source` says where it was read; with `commands`, permissions of
 * any other command are refused.
 */
export function readPolicyFile(text: string, source: string, commands?: readonly Nameable[]): Policy {
  if (text.length > LARGEST)
    throw new PolicyProblem(`the file has ${text.length} characters; at most ${LARGEST} are read`);
  try {
    // A file of comments only has no document at all; it is a policy without wishes.
    const [document, another] = loadAll(text, LIMITS);
    if (another !== undefined) throw new PolicyProblem("the file has more than one document; write a single one");
    const policy = policyOf(document ?? {}, source);
    if (commands) refuseUnknown(Object.keys(policy.commands), commands, text);
    return policy;
  } catch (error) {
    if (error instanceof YAMLException) throw new PolicyProblem(error.reason, (error.mark?.line ?? 0) + 1);
    if (error instanceof ZodError) throw new PolicyProblem(sentence(error), lineOf(text, pathOf(error)));
    throw error;
  }
}

/** A permission of a command that does not exist would protect nothing, and nobody would know. */
function refuseUnknown(given: readonly string[], commands: readonly Nameable[], text: string): void {
  const wrong = given.find((one) => !commands.some(({ name }) => name === one));
  if (wrong === undefined) return;
  const words = commands.flatMap(({ name, short }) => (short ? [name, short] : [name]));
  const word = nearest(wrong.toLowerCase(), words);
  const meant = commands.find(({ name, short }) => word !== undefined && (name === word || short === word))?.name;
  const hint = meant ? `; did you mean ${meant}?` : `; there are ${commands.map(({ name }) => name).join(", ")}`;
  throw new PolicyProblem(`commands.${wrong}: is not a command${hint}`, lineOf(text, ["commands", wrong]));
}

function sentence(error: ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "the file"}: ${issue?.message ?? "is not a policy"}`;
}

/** Where the problem is: an unknown key's own place, not that of the mapping it stands in. */
function pathOf({ issues: [issue] }: ZodError): PropertyKey[] {
  return issue?.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : [...(issue?.path ?? [])];
}
