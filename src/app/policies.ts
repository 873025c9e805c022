// Keeps the policy of each repository: its own file on top of the organisation's on top of the defaults.
import type { Logger } from "pino";
import type { Place } from "../adapters/github/port.ts";
import { loadHolidays } from "../adapters/holidays.ts";
import { COMMANDS } from "../commands/index.ts";
import { holidayCodes } from "../domain/calendar-file.ts";
import type { Located } from "../domain/finding.ts";
import { callsOnCall } from "../domain/on-call-ladder.ts";
import { DEFAULT_POLICY, type Policy, policyOf } from "../domain/policy.ts";
import { mergePolicyFiles, readPolicyFile } from "../domain/policy-file.ts";
import { type PolicyFile, policySchema } from "../domain/policy-schema.ts";
import { readYamlFile } from "../domain/yaml-file.ts";
import { createPolicyFiles, type PolicyParts, type Version } from "./policy-files.ts";
import type { PolicyFolder } from "./policy-folder.ts";
import { createSchedules, ON_CALL_PATH } from "./schedules.ts";

export const POLICY_PATH = ".github/tocsin.yml";
/** What may have a role of its own. */
export const KNOWN_COMMANDS = [...COMMANDS, { name: "postmortem waive" }];

export interface Policies {
  of(place: Place): Promise<Policy>;
  /** A file may have changed: look again the next time. */
  expire(repository: string): void;
  /** What is wrong with the repository's files, as far as known. */
  problemsIn(repository: string): readonly Problem[];
  /** The organisation's file beneath a repository's policy, as far as known. */
  sharedIn(repository: string): PolicyFile | undefined;
  /** A repository's policy; undefined until this process has read it. */
  known(repository: string): Policy | undefined;
}

/** What is wrong with a file as it is now, while an older one holds. */
export interface Problem extends Located {
  /** `owner/name/.github/tocsin.yml`. */
  readonly file: string;
}

interface Parts extends PolicyParts {
  readonly folder: PolicyFolder;
  readonly log: Logger;
}

/** A version with what it says. */
interface Read {
  readonly version: Version;
  readonly file: PolicyFile;
}

interface Kept {
  /** What the files of the policy say. */
  readonly base: Policy;
  /** The same, with who is on call. */
  readonly policy: Policy;
  readonly own?: Read | undefined;
  readonly shared?: Read | undefined;
}

export function createPolicies({ log, ...parts }: Parts): Policies {
  const { folder } = parts;
  const files = createPolicyFiles(POLICY_PATH, "policy", parts);
  const schedules = createSchedules(parts);
  const kept = new Map<string, Kept>();
  const read = async (place: Place, last: Read | undefined, shared?: PolicyFile): Promise<Read | undefined> => {
    const version = await files.read(place, (text) => judge(text, shared));
    return version === last?.version ? last : version && { version, file: parse(version.text) };
  };
  return {
    async of(place) {
      const { repository } = place;
      const last = kept.get(repository);
      const sharedName = sharedBy(repository);
      const shared =
        repository === sharedName ? undefined : await read({ ...place, repository: sharedName }, last?.shared);
      const own = await read(place, last?.own, shared?.file);
      const isSame = last && own === last.own && shared === last.shared;
      const base = isSame ? last.base : await together(repository, own, shared);
      // Whoever calls nobody on call has nothing to read.
      const onCall = callsOnCall(base) ? await schedules.of(place, sharedName) : undefined;
      if (isSame && onCall === last.policy.onCall) return last.policy;
      const policy = onCall ? { ...base, onCall } : base;
      log.debug({ repository, policy: policy.source }, "the policy that holds");
      kept.set(repository, { own, shared, base, policy });
      return policy;
    },
    expire: folder.expire,
    problemsIn: (repository) =>
      [...new Set([repository, sharedBy(repository)])].flatMap((name) => [
        ...files.findingsIn(name).map((one) => ({ ...one, file: `${name}/${POLICY_PATH}` })),
        ...schedules.findingsIn(name).map((one) => ({ ...one, file: `${name}/${ON_CALL_PATH}` })),
      ]),
    sharedIn: (repository) => kept.get(repository)?.shared?.file,
    known: (repository) => kept.get(repository)?.policy,
  };
}

async function judge(text: string, shared: PolicyFile | undefined): Promise<readonly Located[]> {
  const holidays = await loadHolidays(holidayCodes(parse(text)));
  return readPolicyFile(text, { commands: KNOWN_COMMANDS, shared, holidays }).findings;
}

/** The organisation's repository of what holds for all; GitHub's own name for it. */
export function sharedBy(repository: string): string {
  return `${repository.split("/")[0]}/.github`;
}

/** A version that was right once; what an organisation has locked or renamed since then does not make it wrong. */
function parse(text: string): PolicyFile {
  return readYamlFile(text, policySchema).value ?? {};
}

async function together(repository: string, own: Read | undefined, shared: Read | undefined): Promise<Policy> {
  if (!own && !shared) return DEFAULT_POLICY;
  const source = [nameOf(repository, own), nameOf(sharedBy(repository), shared)].flat().join(", ");
  const file = mergePolicyFiles(shared?.file ?? {}, own?.file ?? {});
  return policyOf(file, source, await loadHolidays(holidayCodes(file)));
}

function nameOf(repository: string, read: Read | undefined): string[] {
  const commit = read?.version.commit.slice(0, 7);
  return read ? [`${repository}/${POLICY_PATH}${commit && `@${commit}`}`] : [];
}
