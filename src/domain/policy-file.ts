// Reads the configuration file: YAML in, a policy or one clear problem out.
import { loadAll, YAMLException } from "js-yaml";
import { ZodError } from "zod";
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

/** Throws PolicyProblem when the file is not a policy. `source` says where it was read. */
export function readPolicyFile(text: string, source: string): Policy {
  if (text.length > LARGEST)
    throw new PolicyProblem(`the file has ${text.length} characters; at most ${LARGEST} are read`);
  try {
    // A file of comments only has no document at all; it is a policy without wishes.
    const [document, another] = loadAll(text, LIMITS);
    if (another !== undefined) throw new PolicyProblem("the file has more than one document; write a single one");
    return policyOf(document ?? {}, source);
  } catch (error) {
    if (error instanceof YAMLException) throw new PolicyProblem(error.reason, (error.mark?.line ?? 0) + 1);
    if (error instanceof ZodError) throw new PolicyProblem(sentence(error), lineOf(text, pathOf(error)));
    throw error;
  }
}

function sentence(error: ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "the file"}: ${issue?.message ?? "is not a policy"}`;
}

/** Where the problem is: an unknown key's own place, not that of the mapping it stands in. */
function pathOf({ issues: [issue] }: ZodError): PropertyKey[] {
  return issue?.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : [...(issue?.path ?? [])];
}
