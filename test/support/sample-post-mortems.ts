// Sample data of the post-mortem's and the action items' messages.
import type { Message } from "../../src/domain/effects.ts";
import { at } from "./sample-incidents.ts";

const PROBLEM = {
  file: "acme/shop/.github/tocsin.yml",
  line: 3,
  column: 5,
  template: "policy-findings/not-a-length",
  data: { where: "triage", given: "15" },
};
const FINDINGS = [
  { line: 3, template: "report-findings/impact-missing", data: {}, isAdvice: false },
  { line: 9, template: "report-findings/actions-missing", data: {}, isAdvice: true },
];
const ITEM = { incident: 12, title: "lorem", severity: "P1", text: "ipsum", owner: "bob", due: "2026-01-31" };

const SAMPLES: Record<string, Record<string, unknown>[]> = {
  "post-mortem": [
    { due: at("15:00"), isOverdue: false, report: 12, isPull: false },
    { due: at("15:00"), isOverdue: true, report: 0, isPull: true },
  ],
  guard: [{ report: 12 }, { report: 0 }],
  "post-mortem-review": [
    { findings: FINDINGS, isReopened: true },
    { findings: [], isReopened: false },
  ],
  "report-pull": [
    { incident: 12, title: "lorem", lost: 0 },
    { incident: 12, title: "lorem", lost: 12 },
  ],
  "report-pull-back": [
    { findings: FINDINGS, path: "docs/lorem.md", isMerged: true },
    { findings: [], path: "docs/lorem.md", isMerged: false },
  ],
  "report-commit": [true, false].map((isNew) => ({ incident: 12, isNew })),
  "report-check": [0, 1, 2].map((missing) => ({ missing, advice: 0 })),
  "report-check-summary": [
    { missing: 0, advice: 0 },
    { missing: 2, advice: 1 },
    { missing: 0, advice: 2 },
  ],
  "postmortem-state": [
    { report: 12, findings: FINDINGS },
    { report: 12, findings: [] },
  ],
  "refusals/post-mortem-incomplete": [{ report: 12, findings: FINDINGS }],
  "refusals/unknown-postmortem": [{ given: "lorem" }],
  "refusals/not-resolved": [{ command: "postmortem" }],
  "refusals/no-report": [{}],
  "refusals/report-unreadable": [{}],
  "refusals/not-a-date": [{ given: "2026-02-31" }],
  "actions-full": [{ most: 100 }],
  "refusals/actions-full": [{}],
  "refusals/date-in-past": [{ given: "2020-01-01" }],
  postmortem: [{ by: "bob" }],
  "report-opened": [{ number: 12 }],
  reviewed: [{ by: "bob" }, { by: "" }],
  waived: [{ by: "bob", reason: "lorem" }],
  action: [
    { number: 12, text: "lorem", isDone: false, doneBy: "" },
    { number: 12, text: "lorem", isDone: true, doneBy: "" },
    { number: 12, text: "lorem", isDone: true, doneBy: { number: 0, repository: "" } },
    { number: 12, text: "lorem", isDone: true, doneBy: { number: 12, repository: "" } },
    { number: 12, text: "lorem", isDone: true, doneBy: { number: 12, repository: "acme/infra" } },
  ],
  digest: [
    {
      rows: [
        { number: 12, text: "lorem", owner: "bob", due: "2026-01-31", incident: 12 },
        { number: 12, text: "lorem", owner: "", due: "2026-01-31", incident: 12 },
      ],
    },
  ],
  "digest-title": [{}],
  "policy-problem-title": [{}],
  "policy-check": [
    { failures: 0, warnings: 0 },
    { failures: 2, warnings: 1 },
  ],
  "policy-check-summary": [{ failures: 0 }, { failures: 2 }],
  "policy-problem": [{ problems: [PROBLEM, { ...PROBLEM, line: 4 }] }],
  "action-item": [ITEM, { ...ITEM, severity: "", owner: "", due: "" }],
  "action-due": [
    { due: "2026-01-31", text: "lorem", isOverdue: false },
    { due: "2026-01-31", text: "lorem", isOverdue: true },
  ],
};

export function postMortemSamples(): Message[] {
  return Object.entries(SAMPLES).flatMap(([template, all]) => all.map((data) => ({ template, data })));
}
