// A configuration that is proposed and does not hold yet: what it would be, on top of the organisation's.
import { loadHolidays } from "../adapters/holidays.ts";
import { holidayCodes } from "../domain/calendar-file.ts";
import type { Located } from "../domain/finding.ts";
import { type Policy, policyOf } from "../domain/policy.ts";
import { mergePolicyFiles, readPolicyFile } from "../domain/policy-file.ts";
import { type PolicyFile, policySchema } from "../domain/policy-schema.ts";
import { readYamlFile } from "../domain/yaml-file.ts";
import { KNOWN_COMMANDS } from "./policies.ts";

/** A file that does not hold yet, on top of the organisation's: the policy it would be, or what is wrong with it. */
export async function readProposal(text: string, shared: PolicyFile = {}): Promise<Policy | readonly Located[]> {
  const wishes = readYamlFile(text, policySchema).value ?? {};
  const holidays = await loadHolidays(holidayCodes(mergePolicyFiles(shared, wishes)));
  const { value, findings } = readPolicyFile(text, { commands: KNOWN_COMMANDS, shared, holidays });
  return value && findings.length === 0 ? policyOf(mergePolicyFiles(shared, value), "proposed", holidays) : findings;
}
