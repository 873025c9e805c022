// Performs the check of a post-mortem: one check run for a commit, with what is missing on the very lines.
import type { CheckOutput } from "../adapters/github/port.ts";
import { plainText } from "../domain/markdown.ts";
import { checkReport, type Finding, type ReportFacts } from "../domain/report/document.ts";
import { lineKey } from "../domain/split.ts";
import { post, render, type Scene, type Tools } from "./post.ts";

/** What rules of a repository may require; the same in every language. */
const NAME = "Tocsin: post-mortem";
/** GitHub takes no more in one request. */
const MOST_ANNOTATIONS = 50;
/** Ten requests; nobody reads more, and the rest shows once these are mended. */
const MOST_FINDINGS = 500;

interface Checked {
  readonly sha: string;
  readonly path: string;
  readonly text: string;
  readonly against: ReportFacts;
}

type Annotation = CheckOutput["annotations"][number];

/** Checks the text at a commit; the same is said of it once. */
export async function checkDocument(checked: Checked, scene: Scene, tools: Tools): Promise<void> {
  const { sha, path, text, against } = checked;
  const findings = checkReport(text, against);
  const missing = findings.filter(({ isAdvice }) => !isAdvice).length;
  const say = (template: string) =>
    render({ template, data: { missing, advice: findings.length - missing } }, scene, tools);
  const head = { title: await say("report-check"), summary: await say("report-check-summary") };
  const annotations = await annotationsOf(findings, path, [scene, tools]);
  const digest = lineKey({ name: "check", rest: JSON.stringify([head, annotations]) });
  const part = (from: number) => ({ ...head, annotations: annotations.slice(from, from + MOST_ANNOTATIONS) });
  const write = async () => {
    const { claim } = scene;
    const known = (await tools.github.checkRuns(claim, sha, NAME)).find((run) => run.digest === digest);
    const conclusion = missing > 0 ? ("failure" as const) : ("success" as const);
    const run = { sha, digest, name: NAME, conclusion, output: part(0) };
    const id = known?.id ?? (await tools.github.createCheckRun(claim, run));
    const begin = known?.annotations ?? MOST_ANNOTATIONS;
    for (let from = begin; from < annotations.length; from += MOST_ANNOTATIONS)
      await tools.github.annotate(claim, id, part(from));
    return id;
  };
  await post({ key: `check:${sha}:${digest}`, write }, scene, tools);
}

async function annotationsOf(findings: readonly Finding[], path: string, [scene, tools]: [Scene, Tools]) {
  const annotations: Annotation[] = [];
  // One after another: a repository's own template that fails is tried once, not once for each line.
  for (const { line, isAdvice, reason, data } of findings.slice(0, MOST_FINDINGS)) {
    const message = plainText(await render({ template: `report-findings/${reason}`, data }, scene, tools));
    const annotation_level = isAdvice ? "notice" : "failure";
    annotations.push({ path, start_line: line, end_line: line, annotation_level, message });
  }
  return annotations;
}
