// The configuration that the command line is given: a file of this machine, as the policy that it would be.
import { readFileSync } from "node:fs";
import { loadTemplates } from "./adapters/templates.ts";
import { readProposal } from "./app/proposal.ts";
import type { Connection } from "./cli-connection.ts";
import { plainText } from "./domain/markdown.ts";
import type { Policy } from "./domain/policy.ts";
import { type PolicyFile, policySchema } from "./domain/policy-schema.ts";
import { readYamlFile } from "./domain/yaml-file.ts";
import { Refused } from "./terminal.ts";

const PATH = ".github/tocsin.yml";

/** The policy of a file's text. Throws Refused, with the place and the first thing that is wrong. */
export async function policyIn(file: string, text: string, shared?: PolicyFile): Promise<Policy> {
  const read = await readProposal(text, shared);
  if ("severities" in read) return read;
  const [{ line = 1, column = 1, reason = "", data = {} } = {}] = read;
  const said = loadTemplates().render(
    { template: `policy-findings/${reason}`, data },
    { locale: "en", timezone: "UTC" },
  );
  throw new Refused(`${file}, line ${line}, column ${column}: ${plainText(said).replaceAll(/\s*\n\s*/g, " ")}`);
}

/** The text of a file. Throws Refused. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Refused(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** The organisation's file, which holds for what the repository's leaves out; undefined where there is none, or a wrong one. */
export async function sharedFile({ github, place }: Connection): Promise<PolicyFile | undefined> {
  const repository = `${place.repository.split("/")[0]}/.github`;
  const found = repository === place.repository ? undefined : await github.file({ ...place, repository }, PATH);
  return found && found !== "unchanged" ? readYamlFile(found.text, policySchema).value : undefined;
}
