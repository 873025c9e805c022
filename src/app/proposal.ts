// A configuration that is proposed and does not hold yet: what it would be, on top of the organisation's.
import { COMMANDS } from "../commands/index.ts";
import type { Located } from "../domain/finding.ts";
import { type Policy, policyOf } from "../domain/policy.ts";
import { mergePolicyFiles, readPolicyFile } from "../domain/policy-file.ts";
import type { PolicyFile } from "../domain/policy-schema.ts";

/** What may have a role of its own. */
const KNOWN = [...COMMANDS, { name: "postmortem waive" }];

/** A file that does not hold yet, on top of the organisation's: the policy it would be, or what is wrong with it. */
export function readProposal(text: string, shared: PolicyFile = {}): Policy | readonly Located[] {
  const { value, findings } = readPolicyFile(text, { commands: KNOWN, shared });
  return value && findings.length === 0 ? policyOf(mergePolicyFiles(shared, value), "proposed") : findings;
}
