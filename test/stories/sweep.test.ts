// What no webhook told: the sweep finds it, also where it happened on an issue that only belongs to the incident.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { filled } from "../support/post-mortem.ts";
import { type World, world } from "../support/world.ts";

/** Everything that happens now is told by no webhook; then the app looks for itself. */
async function untold(w: World, act: () => unknown): Promise<void> {
  w.stage.github.faults = { drop: () => true };
  act();
  w.stage.github.faults = {};
  await w.advance("10m");
  await w.stage.app.sweep();
  await w.stage.quiet();
}

async function resolved(): Promise<{ w: World; report: number }> {
  const w = await world();
  await w.open("Checkout down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack\n/lead\n/impact all\n/resolve pool raised");
  await w.stage.app.sweep();
  await w.stage.quiet();
  await w.advance("2h");
  return { w, report: w.number + 1 };
}

test("a post-mortem that was filled in, and one of its actions that was closed", async () => {
  const { w, report } = await resolved();
  const { github } = w.stage;
  const body = filled(github.thread(REPOSITORY, report).body ?? "");
  await untold(w, () => github.as("bob").editIssue(REPOSITORY, report, { body }));
  expect(w.labels()).toContain("post-mortem: in review");
  expect(github.thread(REPOSITORY, report + 1).title).toBe("Raise the pool to 20");
  await untold(w, () => github.as("bob").close(REPOSITORY, report + 1, "completed"));
  expect(w.card()).toContain(`Action closed without a change: #${report + 1}`);
  expect(github.thread(REPOSITORY, report).body).toContain(`- [x] Raise the pool to 20 @bob 2025-11-20 #${report + 1}`);
  await untold(w, () => github.as("bob").comment(REPOSITORY, report, "/postmortem done"));
  expect(w.isOpen()).toBe(false);
});

test("the trigger label taken off, when nothing of the incident is due any more", async () => {
  const w = await world();
  await w.open("Checkout down", { labels: ["incident", "severity: P3"] });
  await w.comment("bob", "/ack");
  await w.stage.app.sweep();
  await untold(w, () => w.stage.github.as("carol").removeLabel(REPOSITORY, w.number, "incident"));
  expect(w.card()).toContain("Silent");
});

test("a repository where much else changed costs one list", async () => {
  const { w } = await resolved();
  const { github } = w.stage;
  for (let count = 0; count < 60; count += 1) github.as("bob").openIssue(REPOSITORY, { title: `Idea ${count}` });
  await w.stage.app.sweep();
  await w.stage.quiet();
  github.requests.length = 0;
  await w.advance("10m");
  await w.stage.app.sweep();
  await w.stage.quiet();
  const calls = github.requests.filter(({ path }) => path.startsWith("/repos/")).map(({ path }) => path.split("?")[0]);
  expect(calls.filter((path) => path === `/repos/${REPOSITORY}/issues`)).toHaveLength(1);
});
