// What changed before an incident began: on its card, nearest first, what touches its components before the rest.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];
const WORKFLOW = ".github/workflows/deploy.yml";

/** What the card says of it, line by line, without addresses. */
const changesOn = (w: World, heading = "**Changed before the start**"): string[] =>
  (w.card().split(heading)[1]?.split("\n\n")[1] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.replace(/\]\([^)]*\)/g, "]"));

/** A day's work: a merged pull request, a deployment, a release, a workflow that was changed. */
async function workday(w: World): Promise<number> {
  const bob = w.stage.github.as("bob");
  const pull = bob.openPull(REPOSITORY, { title: "A bigger pool", files: { "src/pool.ts": "20" } });
  bob.mergePull(REPOSITORY, pull, "squash");
  await w.advance("10m");
  w.stage.github.as("erin").deploy(REPOSITORY, { environment: "production", description: "build 7" });
  await w.advance("10m");
  bob.release(REPOSITORY, "v1.7.0", "Autumn");
  await w.advance("10m");
  w.stage.github.as("alice").putFile(REPOSITORY, WORKFLOW, "on: push");
  await w.advance("10m");
  return pull;
}

const LINES = [
  "- 15:00 - workflow changed: [Create .github/workflows/deploy.yml], `alice`",
  "- 14:50 - released: [Autumn], `bob`",
  "- 14:40 - deployed: [production: build 7], `erin`",
  "- 14:30 - merged: [A bigger pool] #1, `bob`",
];

test("the card stands first; seconds later it says what had changed, nearest first", async () => {
  const w = await world();
  await workday(w);
  await w.open("Down", { labels: P1 });
  expect(changesOn(w)).toEqual([]);
  await w.advance("1m");
  expect(changesOn(w)).toEqual(LINES);
  expect(w.card()).toContain("`/rollback #n` proposes to undo one");
});
