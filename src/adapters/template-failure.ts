// Why a repository's own template could not be rendered, in words that its author can use.
import { type TemplateFinding, templateFinding } from "../domain/template-finding.ts";

/** Characters that a message may have; a comment takes 65,536, and the card's hidden block needs some. */
export const LONGEST_TEXT = 60_000;

/** Something about a template, found while it was rendered. */
export class Failure extends Error {
  readonly finding: TemplateFinding;
  constructor(finding: TemplateFinding) {
    super(finding.reason);
    this.finding = finding;
  }
}

/** What an error of Handlebars, or of one of our helpers, means for whoever wrote the template. */
export function findingOf(error: unknown, source: string): TemplateFinding {
  if (error instanceof Failure) return error.finding;
  const { message = "", lineNumber = 0, column = 0 } = error as Error & { lineNumber?: number; column?: number };
  const [, field] = /^"(.{1,80}?)" not defined in /.exec(message) ?? [];
  // The line may be that of a built-in template, called with too little.
  const words = source.split("\n")[lineNumber - 1]?.split(/[^\w-]+/) ?? [];
  const isHere = field !== undefined && words.includes(field);
  const at = isHere ? { line: lineNumber, column: column + 1 } : undefined;
  if (field) return templateFinding("missing-field", { name: field }, at);
  if (error instanceof RangeError && message.includes("call stack")) return templateFinding("endless");
  if (error instanceof RangeError) return templateFinding("output", { most: LONGEST_TEXT });
  return templateFinding(error instanceof TypeError ? "wrong-kind" : "failed");
}
