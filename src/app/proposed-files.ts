// Reads the configuration as a pull request would leave it: the files that it touches, and what they rest on.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { TEMPLATE_FOLDER } from "../domain/template-finding.ts";
import { POLICY_PATH, sharedBy } from "./policies.ts";
import { ON_CALL_PATH } from "./schedules.ts";

/** Templates that are read; a repository may not have more. */
const MOST_TEMPLATES = 64;

export interface ProposedFiles {
  /** The commit at the end of the pull request. */
  readonly sha: string;
  /** Undefined: the file is not touched, or removed. */
  readonly policy?: string;
  /** As it would be, else the organisation's; read also when only the policy is touched. */
  readonly onCall?: string;
  readonly isOnCallTouched: boolean;
  /** By path. */
  readonly templates: ReadonlyMap<string, string>;
}

/** Undefined when the pull request touches nothing of ours, or is not open any more. */
export async function readProposedFiles(place: Place, github: GitHub): Promise<ProposedFiles | undefined> {
  const paths = (await github.pullFiles(place)).filter(isConfiguration);
  const pull = paths.length > 0 ? await github.pull(place) : undefined;
  if (!pull?.isOpen) return undefined;
  const { head: sha } = pull;
  const read = async (path: string) => (await github.fileAt(place, path, sha))?.text;
  const policy = paths.includes(POLICY_PATH) ? await read(POLICY_PATH) : undefined;
  const isOnCallTouched = paths.includes(ON_CALL_PATH);
  const own = isOnCallTouched || policy?.includes("on-call") ? await read(ON_CALL_PATH) : undefined;
  const onCall = own ?? (policy?.includes("on-call") ? await sharedOnCall(place, github) : undefined);
  const templates = new Map<string, string>();
  for (const path of paths.filter((one) => one.startsWith(`${TEMPLATE_FOLDER}/`)).slice(0, MOST_TEMPLATES))
    templates.set(path, (await read(path)) ?? "");
  return { sha, policy, onCall, isOnCallTouched, templates };
}

/** The organisation's, which holds where the repository has none. */
async function sharedOnCall(place: Place, github: GitHub): Promise<string | undefined> {
  const found = await github.file({ ...place, repository: sharedBy(place.repository) }, ON_CALL_PATH);
  return found && found !== "unchanged" ? found.text : undefined;
}

function isConfiguration(path: string): boolean {
  const isTemplate = path.startsWith(`${TEMPLATE_FOLDER}/`) && path.endsWith(".hbs");
  return path === POLICY_PATH || path === ON_CALL_PATH || isTemplate;
}
