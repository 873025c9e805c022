// A finding in a repository's own template: what is wrong, where, and in which file. The built-in one is used meanwhile.

/** The folder on the default branch that holds a repository's own templates: `breach.hbs`, `refusals/over.hbs`. */
export const TEMPLATE_FOLDER = ".github/tocsin";

/** The first are seen before it is ever run, those from `endless` on when it was rendered. Each names the template `template-findings/<reason>`. */
export type TemplateReason =
  | "arguments"
  | "dynamic-partial"
  | "empty"
  | "forbidden-name"
  | "marker"
  | "nested-each"
  | "not-allowed"
  | "raw-output"
  | "syntax"
  | "too-complex"
  | "too-deep"
  | "too-far-up"
  | "too-long"
  | "too-many"
  | "too-much"
  | "unknown-helper"
  | "unknown-name"
  | "unknown-partial"
  | "endless"
  | "failed"
  | "memory"
  | "missing-field"
  | "no-text"
  | "not-a-title"
  | "output"
  | "slow"
  | "wrong-kind";

export interface TemplateFinding {
  /** From 1; 1 also for what concerns the whole file. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly reason: TemplateReason;
  readonly data: Readonly<Record<string, string | number>>;
}

/** A finding with its file, `.github/tocsin/breach.hbs`. */
export interface TemplateProblem extends TemplateFinding {
  readonly file: string;
}

export function templateFinding(
  reason: TemplateReason,
  data: TemplateFinding["data"] = {},
  at: { line: number; column: number } = { line: 1, column: 1 },
): TemplateFinding {
  return { ...at, reason, data };
}

export function templateProblem(name: string, finding: TemplateFinding): TemplateProblem {
  return { file: `${TEMPLATE_FOLDER}/${name}.hbs`, ...finding };
}
