// Sample data of what is said about a repository's own templates.
import type { Message } from "../../src/domain/effects.ts";
import { type TemplateReason, templateFinding, templateProblem } from "../../src/domain/template-finding.ts";

const NAMED = [
  { name: "lorem", nearest: "" },
  { name: "lorem", nearest: "ipsum" },
];
const LIMIT = [{ most: 12 }];

const SAMPLES: Record<TemplateReason, Record<string, string | number>[]> = {
  arguments: LIMIT,
  "dynamic-partial": [{}],
  empty: [{}],
  endless: [{}],
  failed: [{}],
  "forbidden-name": [{ name: "lorem" }],
  marker: [{}],
  memory: [{}],
  "missing-field": [{ name: "lorem" }],
  "nested-each": LIMIT,
  "no-text": [{}],
  "not-a-title": LIMIT,
  "not-allowed": [{}],
  output: LIMIT,
  "raw-output": [{}],
  slow: LIMIT,
  syntax: [{}],
  "too-complex": LIMIT,
  "too-deep": [{}],
  "too-far-up": LIMIT,
  "too-long": LIMIT,
  "too-many": LIMIT,
  "too-much": LIMIT,
  "unknown-helper": NAMED,
  "unknown-name": NAMED,
  "unknown-partial": NAMED,
  "wrong-kind": [{}],
};

/** Every finding in a template, and the notice that lists them. */
export function templateSamples(): Message[] {
  const findings = ["slow", "empty"] as const;
  const problems = findings.map((reason) => ({
    ...templateProblem("refusals/lorem", templateFinding(reason, { most: 12 }, { line: 3, column: 5 })),
    template: `template-findings/${reason}`,
  }));
  return [
    ...Object.entries(SAMPLES).flatMap(([reason, all]) =>
      all.map((data) => ({ template: `template-findings/${reason}`, data: { ...data } })),
    ),
    { template: "template-problems", data: { findings: problems } },
  ];
}
