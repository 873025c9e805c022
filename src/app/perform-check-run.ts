// Performs a check run: one verdict of ours beside a commit, with remarks on the very lines; the same is said of it once.
import type { CheckOutput } from "../adapters/github/checks-port.ts";
import type { Message } from "../domain/effects.ts";
import { plainText } from "../domain/markdown.ts";
import { lineKey } from "../domain/split.ts";
import { post, type Scene, type Tools } from "./post.ts";

/** GitHub takes no more in one request. */
const MOST_AT_ONCE = 50;
/** Ten requests; nobody reads more, and the rest shows once these are mended. */
const MOST = 500;

export interface Verdict {
  readonly sha: string;
  /** What rules of a repository may require; the same in every language. */
  readonly name: string;
  readonly isGood: boolean;
  readonly title: string;
  readonly summary: string;
  readonly annotations: CheckOutput["annotations"];
}

/** Something to be said of a line; a failure makes the verdict a bad one, a warning and a notice do not. */
export interface Remark {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly level: CheckOutput["annotations"][number]["annotation_level"];
  readonly message: Message;
}

/** The remarks in words, as many as are shown. */
export async function annotated(
  remarks: readonly Remark[],
  say: (message: Message) => Promise<string> | string,
): Promise<CheckOutput["annotations"]> {
  const annotations: CheckOutput["annotations"][number][] = [];
  // One after another: a repository's own template that fails is tried once, not once for each line.
  for (const { path, line, level, message } of remarks.slice(0, MOST))
    annotations.push({
      path,
      start_line: line,
      end_line: line,
      annotation_level: level,
      message: plainText(await say(message)),
    });
  return annotations;
}

/** Shows the verdict; what GitHub has no room for in one request follows in the next. */
export async function showCheckRun(verdict: Verdict, scene: Pick<Scene, "claim" | "now">, tools: Tools): Promise<void> {
  const { sha, name, isGood, title, summary, annotations } = verdict;
  const digest = lineKey({ name: "check", rest: JSON.stringify([{ title, summary }, annotations]) });
  const part = (from: number) => ({ title, summary, annotations: annotations.slice(from, from + MOST_AT_ONCE) });
  const write = async () => {
    const { claim } = scene;
    const known = (await tools.github.checkRuns(claim, sha, name)).find((run) => run.digest === digest);
    const conclusion = isGood ? ("success" as const) : ("failure" as const);
    const id =
      known?.id ?? (await tools.github.createCheckRun(claim, { sha, digest, name, conclusion, output: part(0) }));
    const begin = known?.annotations ?? MOST_AT_ONCE;
    for (let from = begin; from < annotations.length; from += MOST_AT_ONCE)
      await tools.github.annotate(claim, id, part(from));
    return id;
  };
  await post({ key: `check:${sha}:${digest}`, write }, scene, tools);
}
