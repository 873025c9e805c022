// Stories of a freeze: pull requests, and what the freeze's check says of their newest commits.
import { REPOSITORY } from "../../src/playground/stage.ts";
import type { World } from "./world.ts";

export const FREEZE = "freeze: {}\n";
export const P0 = ["incident", "severity: P0"];

interface Run {
  readonly head_sha: string;
  readonly name: string;
  readonly conclusion: string;
  readonly output: { readonly title: string; readonly summary: string };
}

export const allRuns = (w: World): Run[] =>
  (w.stage.github.checkRuns(REPOSITORY) as unknown as Run[]).filter(({ name }) => name === "Tocsin / freeze");

/** The check runs of a pull request's newest commit. */
export function runsOn(w: World, pull: number): Run[] {
  const { head } = w.stage.github.thread(REPOSITORY, pull);
  return allRuns(w).filter(({ head_sha }) => head_sha === head);
}

/** What each of them says: exactly one, or none. */
export const verdict = (w: World, pull: number): string[] => runsOn(w, pull).map(({ conclusion }) => conclusion);

export async function propose(w: World, title: string, body = ""): Promise<number> {
  const number = w.stage.github.as("bob").openPull(REPOSITORY, { title, body, files: { [`${title}.ts`]: title } });
  await w.stage.quiet();
  return number;
}

/** Resolved; what is said of the post-mortem is not what the story is about. */
export async function resolve(w: World): Promise<void> {
  await w.comment("bob", "/resolve done");
  await w.advance("10s");
  w.skim();
}
