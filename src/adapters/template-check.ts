// Checks a repository's own template before it is ever run: its size and depth first, then its syntax against a list.
import { setImmediate } from "node:timers/promises";
import Handlebars from "handlebars";
import { type TemplateFinding, templateFinding } from "../domain/template-finding.ts";
import { type Known, TemplateWalk } from "./template-walk.ts";

/** Characters. */
const LONGEST = 32_768;
/** Characters within `{{…}}`: what the parser's time depends on. Our longest template has a tenth of them. */
const MOST_IN_TAGS = 12_000;
/** Blocks in one another, with every `else if`, which the parser nests as well. */
const DEEPEST = 80;

/** A template's tree, or what is wrong with it: the tree is there only when nothing is. */
interface Checked {
  readonly findings: readonly TemplateFinding[];
  readonly program?: hbs.AST.Program;
}

/** Checks the source of the template `name`. Takes some 20 ms for the worst that is let through to the parser. */
export function checkTemplate(name: string, source: string, known: Known): Checked {
  const refused = tooBig(source);
  if (refused) return { findings: [refused] };
  try {
    const program = Handlebars.parse(source);
    const findings = new TemplateWalk(known, known.get(name) ?? "").of(program);
    return findings.length === 0 ? { findings, program } : { findings };
  } catch (error) {
    return { findings: [syntaxFinding(error)] };
  }
}

/** Checks many, with pauses between them: nobody else has to wait for it. */
export async function checkTemplates(
  sources: ReadonlyMap<string, string>,
  known: Known,
): Promise<Map<string, readonly TemplateFinding[]>> {
  const all = new Map<string, readonly TemplateFinding[]>();
  for (const [name, source] of sources) {
    all.set(name, checkTemplate(name, source, known).findings);
    await setImmediate();
  }
  return all;
}

/** What the parser must not see: its time and its stack depend on it. */
function tooBig(source: string): TemplateFinding | undefined {
  if (source.length > LONGEST) return templateFinding("too-long", { most: LONGEST / 1024 });
  if (source.trim() === "") return templateFinding("empty");
  let [inTags, deepest] = [0, 0];
  /** Open blocks, each with the number of its `else if`, which the parser nests as well. */
  const open: number[] = [];
  for (let from = source.indexOf("{{"); from >= 0; ) {
    const end = source.indexOf("}}", from);
    const tag = source.slice(from, end < 0 ? undefined : end + 2);
    inTags += tag.length;
    if (/^\{{2,4}~?[#^]/.test(tag)) open.push(1);
    else if (/^\{{2,4}~?\//.test(tag)) open.pop();
    else if (/^\{\{~?\s{0,9}else\s/.test(tag)) open.push((open.pop() ?? 0) + 1);
    deepest = Math.max(deepest, depthOf(open) + depthInside(tag));
    if (inTags > MOST_IN_TAGS) return templateFinding("too-complex", { most: MOST_IN_TAGS });
    if (deepest > DEEPEST) return templateFinding("too-deep", {}, placeOf(source, from));
    from = end < 0 ? -1 : source.indexOf("{{", end + 2);
  }
  return undefined;
}

const depthOf = (open: readonly number[]): number => (open.length > DEEPEST ? DEEPEST + 1 : sum(open));
const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** How deep parentheses are nested in a tag. */
function depthInside(tag: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of tag) {
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function placeOf(source: string, offset: number): { line: number; column: number } {
  const lines = source.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The parser says its line in an English message of several lines; only the number is of use. */
function syntaxFinding(error: unknown): TemplateFinding {
  const { message = "", lineNumber, column } = error as { message?: string; lineNumber?: number; column?: number };
  const line = lineNumber ?? Number(/on line (\d+)/.exec(message)?.[1] ?? 1);
  return templateFinding("syntax", {}, { line, column: (column ?? 0) + 1 });
}
