// Reads the templates that a repository has of its own: called when its folder has changed, it fetches only the files that did.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { checkTemplates } from "../adapters/template-check.ts";
import { nearest } from "../domain/nearest.ts";
import {
  TEMPLATE_FOLDER,
  type TemplateFinding,
  type TemplateProblem,
  templateFinding,
  templateProblem,
} from "../domain/template-finding.ts";
import type { Entry } from "./policy-folder.ts";

const MOST_FILES = 64;
/** Bytes. */
const LARGEST_FILE = 32_768;
const MOST_BYTES = 262_144;
const EXTENSION = ".hbs";
/** What says that something is wrong must not depend on what may be wrong; a mail and Slack are no Markdown, and leave the house. */
const OURS_ALONE = /^(?:policy-|template-|mail-|slack-|label$)/;

/** As it was read: plain data, so that it can be kept as a note and handed in again. */
export interface Overrides {
  /** The folder's version, as git has it. */
  readonly sha: string;
  /** What may be used, by name. */
  readonly templates: Readonly<Record<string, { readonly sha: string; readonly source: string }>>;
  readonly problems: readonly TemplateProblem[];
  /** The files that were read and may not be used. */
  readonly refused: Readonly<Record<string, { readonly sha: string; readonly source: string }>>;
}

interface Parts {
  readonly github: Pick<GitHub, "folder" | "file">;
  /** Our own templates by name, as they are written. */
  readonly known: ReadonlyMap<string, string>;
}

/**
 * The good templates on the default branch and what is wrong with the others; `sha` is the folder's version now, `last`
 * what the last call resolved to.
 * Throws what GitHub's client throws.
 */
export async function readOverrides(
  place: Place,
  { sha, last }: { sha: string; last: Overrides | undefined },
  parts: Parts,
): Promise<Overrides> {
  const top = await parts.github.folder(place, TEMPLATE_FOLDER);
  const files = await filesBelow(place, top && top !== "unchanged" ? top.entries : [], parts);
  const { wanted, problems } = chosen(files, parts.known);
  const sources = new Map<string, { sha: string; source: string }>();
  for (const [name, { path, sha }] of wanted) {
    const before = last?.templates[name] ?? last?.refused[name];
    const source = before?.sha === sha ? before.source : await textOf(place, path, parts);
    if (source !== undefined) sources.set(name, { sha, source });
  }
  const plain = new Map([...sources].map(([name, { source }]) => [name, source]));
  const findings = await checkTemplates(plain, parts.known);
  const isGood = ([name]: [string, unknown]) => findings.get(name)?.length === 0;
  return {
    sha,
    templates: Object.fromEntries([...sources].filter(isGood)),
    refused: Object.fromEntries([...sources].filter((one) => !isGood(one))),
    problems: [
      ...problems,
      ...[...findings].flatMap(([name, found]) => found.map((finding) => templateProblem(name, finding))),
    ],
  };
}

/** The names and sources, as a policy has them; undefined when there are none. */
export function templatesIn({ templates }: Overrides): ReadonlyMap<string, string> | undefined {
  const all = Object.entries(templates).map(([name, { source }]) => [name, source] as const);
  return all.length > 0 ? new Map(all) : undefined;
}

/** Files of the folder and of those folders in it that are named like ours. */
async function filesBelow(place: Place, top: readonly Entry[], { github, known }: Parts): Promise<Entry[]> {
  const ours = new Set([...known.keys()].flatMap((name) => (name.includes("/") ? [name.split("/")[0]] : [])));
  const found: Entry[] = [];
  for (const entry of top) {
    if (entry.kind === "file") found.push(entry);
    if (entry.kind !== "folder" || !ours.has(entry.path.slice(TEMPLATE_FOLDER.length + 1))) continue;
    const below = await github.folder(place, entry.path);
    if (below && below !== "unchanged") found.push(...below.entries.filter(({ kind }) => kind === "file"));
  }
  return found.filter(({ path }) => path.endsWith(EXTENSION));
}

/** What is worth reading, by name; the rest has a problem. */
function chosen(files: readonly Entry[], known: Parts["known"]) {
  const wanted = new Map<string, Entry>();
  const problems: TemplateProblem[] = [];
  const names = overridable(known);
  let bytes = 0;
  for (const file of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const name = file.path.slice(TEMPLATE_FOLDER.length + 1, -EXTENSION.length);
    const problem = refusal(file, { name, names, files: wanted.size, bytes });
    if (problem && problems.length < MOST_FILES) problems.push(templateProblem(name.slice(0, 80), problem));
    if (problem) continue;
    wanted.set(name, file);
    bytes += file.size;
  }
  return { wanted, problems };
}

interface SoFar {
  readonly name: string;
  readonly names: readonly string[];
  readonly files: number;
  readonly bytes: number;
}

function refusal({ size }: Entry, { name, names, files, bytes }: SoFar): TemplateFinding | undefined {
  if (!names.includes(name)) return unknownName(name, names);
  if (size > LARGEST_FILE) return templateFinding("too-long", { most: LARGEST_FILE / 1024 });
  if (files >= MOST_FILES) return templateFinding("too-many", { most: MOST_FILES });
  if (bytes + size > MOST_BYTES) return templateFinding("too-much", { most: MOST_BYTES / 1024 });
  return undefined;
}

/** The names that a repository's own templates may have. */
export function overridable(known: ReadonlyMap<string, string>): string[] {
  return [...known.keys()].filter((name) => !OURS_ALONE.test(name));
}

export function unknownName(given: string, names: readonly string[]): TemplateFinding {
  const name = given.slice(0, 80);
  return templateFinding("unknown-name", { name, nearest: nearest(name, names) ?? "" });
}

async function textOf(place: Place, path: string, { github }: Parts): Promise<string | undefined> {
  const file = await github.file(place, path);
  return file && file !== "unchanged" ? file.text : undefined;
}
