// Performs the check of a post-mortem: one check run for a commit, with what is missing on the very lines.
import type { Message } from "../domain/effects.ts";
import { checkReport, type ReportFacts } from "../domain/report/document.ts";
import { annotated, type Remark, showCheckRun } from "./perform-check-run.ts";
import { render, type Scene, type Tools } from "./post.ts";

const NAME = "Tocsin: post-mortem";

interface Checked {
  readonly sha: string;
  readonly path: string;
  readonly text: string;
  readonly against: ReportFacts;
}

/** Checks the text at a commit; the same is said of it once. */
export async function checkDocument(checked: Checked, scene: Scene, tools: Tools): Promise<void> {
  const { sha, path, text, against } = checked;
  const findings = checkReport(text, against);
  const missing = findings.filter(({ isAdvice }) => !isAdvice).length;
  const say = (message: Message) => render(message, scene, tools);
  const remarks = findings.map(({ line, isAdvice, reason, data }): Remark => {
    const message = { template: `report-findings/${reason}`, data };
    return { path, line, column: 1, level: isAdvice ? "notice" : "failure", message };
  });
  const data = { missing, advice: findings.length - missing };
  const [title, summary] = [
    await say({ template: "report-check", data }),
    await say({ template: "report-check-summary", data }),
  ];
  const annotations = await annotated(remarks, say);
  await showCheckRun({ sha, name: NAME, isGood: missing === 0, title, summary, annotations }, scene, tools);
}
