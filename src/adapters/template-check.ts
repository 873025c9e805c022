// Checks a repository's own template before it is ever run: its size and depth first, then its syntax against a list.
import { setImmediate } from "node:timers/promises";
import Handlebars from "handlebars";
import { type TemplateFinding, templateFinding } from "../domain/template-finding.ts";
import { tooBig } from "./template-size.ts";
import { type Known, TemplateWalk } from "./template-walk.ts";

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

/** The parser says its line in an English message of several lines; only the number is of use. */
function syntaxFinding(error: unknown): TemplateFinding {
  const { message = "", lineNumber, column } = error as { message?: string; lineNumber?: number; column?: number };
  const line = lineNumber ?? Number(/on line (\d+)/.exec(message)?.[1] ?? 1);
  return templateFinding("syntax", {}, { line, column: (column ?? 0) + 1 });
}
