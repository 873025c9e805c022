// A freeze: while a P0 is open a check fails on what does not belong to it; it lifts, whatever happened meanwhile.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const FREEZE = "freeze: {}\n";
const P0 = ["incident", "severity: P0"];

interface Run {
  readonly head_sha: string;
  readonly name: string;
  readonly conclusion: string;
  readonly output: { readonly title: string; readonly summary: string };
}

/** The freeze's check runs of a pull request's newest commit. */
const runsOn = (w: World, pull: number): Run[] => {
  const head = w.stage.github.thread(REPOSITORY, pull).head;
  return (w.stage.github.checkRuns(REPOSITORY) as unknown as Run[]).filter(
    ({ head_sha, name }) => head_sha === head && name === "Tocsin / freeze",
  );
};

const verdict = (w: World, pull: number) => runsOn(w, pull).map(({ conclusion }) => conclusion);

async function propose(w: World, title: string, body = ""): Promise<number> {
  const number = w.stage.github.as("bob").openPull(REPOSITORY, { title, body, files: { [`${title}.ts`]: title } });
  await w.stage.quiet();
  return number;
}

test("a P0 fails the check of open pull requests, and its end lifts it", async () => {
  const w = await world({ policy: FREEZE });
  const feature = await propose(w, "feature");
  expect(verdict(w, feature)).toEqual(["success"]);
  await w.open("Down", { labels: P0 });
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["failure"]);
  expect(runsOn(w, feature)[0]?.output.title).toBe(`Frozen: incident #${w.number} (P0) is open`);
  await w.comment("bob", "/resolve done");
  w.next();
  await w.advance("10s");
  expect(verdict(w, feature)).toEqual(["success"]);
  expect(runsOn(w, feature)[0]?.output.title).toBe("No freeze");
});
