// `tocsin validate`: what is wrong with the configuration files of this folder, line by line; needs neither GitHub nor secrets.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { loadTemplates } from "./adapters/templates.ts";
import { judgeConfiguration } from "./app/judge-configuration.ts";
import type { Remark } from "./app/perform-check-run.ts";
import { POLICY_PATH } from "./app/policies.ts";
import type { ProposedFiles } from "./app/proposed-files.ts";
import { ON_CALL_PATH } from "./app/schedules.ts";
import { textOf } from "./cli-proposal.ts";
import { plainText } from "./domain/markdown.ts";
import { DEFAULT_POLICY } from "./domain/policy.ts";
import { TEMPLATE_FOLDER } from "./domain/template-finding.ts";
import { Refused, type Terminal } from "./terminal.ts";

export const VALIDATE_USAGE = "tocsin validate [file]";

/** Judges one file, or all there are. Throws Refused, with a line for each finding. */
export async function validateCommand(words: readonly string[], { clock }: Terminal): Promise<string> {
  if (words.length > 1 || words[0]?.startsWith("-"))
    throw new Refused(`one file at a time; write ${VALIDATE_USAGE}`, 2);
  const paths = words.length > 0 ? words : found();
  if (paths.length === 0) throw new Refused(`there is no ${POLICY_PATH} here; write ${VALIDATE_USAGE}`, 2);
  const { files, given } = read(paths);
  const known = loadTemplates().sources("en");
  const { remarks } = await judgeConfiguration(files, { before: DEFAULT_POLICY, known, now: clock.now() });
  const isAlone = files.onCall === undefined;
  // One file alone says nothing of the file that it would need.
  const shown = remarks.filter(({ message }) => !(isAlone && message.template.endsWith("/on-call-without-file")));
  const lines = shown.map((remark) => lineOf(remark, given));
  if (shown.some(({ level }) => level === "failure")) throw new Refused(lines.join("\n"));
  return `${[...lines, `${paths.join(", ")}: right`].join("\n")}\n`;
}

function lineOf({ path, line, column, message }: Remark, given: ReadonlyMap<string, string>): string {
  const said = loadTemplates().render(message, { locale: "en", timezone: "UTC" });
  return `${given.get(path) ?? path}:${line}:${column}: ${plainText(said).replaceAll(/\s*\n\s*/g, " ")}`;
}

/** The files of the repository that the working folder is. */
function found(): string[] {
  const templates = existsSync(TEMPLATE_FOLDER)
    ? readdirSync(TEMPLATE_FOLDER, { recursive: true, encoding: "utf8" })
    : [];
  const ours = templates.filter((name) => name.endsWith(".hbs")).map((name) => join(TEMPLATE_FOLDER, name));
  return [...[POLICY_PATH, ON_CALL_PATH].filter((path) => existsSync(path)), ...ours];
}

/** The texts under the paths that they have in a repository; `given` leads back to the names that were typed. */
function read(paths: readonly string[]): { files: ProposedFiles; given: Map<string, string> } {
  const given = new Map(paths.map((path) => [placeOf(path), path]));
  const text = (path: string) => (given.has(path) ? textOf(given.get(path) ?? "") : undefined);
  const templates = [...given.keys()].filter((path) => path.endsWith(".hbs"));
  return {
    given,
    files: {
      sha: "",
      policy: text(POLICY_PATH),
      onCall: text(ON_CALL_PATH),
      isOnCallTouched: given.has(ON_CALL_PATH),
      templates: new Map(templates.map((path) => [path, text(path) ?? ""])),
    },
  };
}

/** Where a file would stand in a repository; what is neither a template nor named like the on-call file is a policy. */
function placeOf(path: string): string {
  const name = path.replaceAll("\\", "/");
  if (name.endsWith(".hbs")) return name.startsWith(TEMPLATE_FOLDER) ? name : `${TEMPLATE_FOLDER}/${basename(name)}`;
  return /oncall/i.test(basename(name)) ? ON_CALL_PATH : POLICY_PATH;
}
