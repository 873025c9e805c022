// Many hands: an incident whose request GitHub leaves unanswered holds up no other.
import { expect, onTestFinished, test } from "vitest";
import { createStage, REPOSITORY } from "../../src/playground/stage.ts";
import { watchedLog } from "../support/canaries.ts";

test("while GitHub hangs over one incident the next one is looked after", async () => {
  const stage = await createStage({ log: watchedLog() });
  onTestFinished(() => stage.close());
  const { github, app } = stage;
  let hung = 0;
  github.faults = {
    after: ({ path }) => (path.endsWith("/issues/1/comments") && ++hung > 0 ? "hang" : undefined),
  };
  const alice = github.as("alice");
  alice.openIssue(REPOSITORY, { title: "One", labels: ["incident"] });
  await github.settled();
  const freed: number[] = [];
  expect(await app.begin(() => freed.push(1))).toBe(1);
  while (hung === 0) await new Promise(setImmediate);
  alice.openIssue(REPOSITORY, { title: "Two", labels: ["incident"] });
  await github.settled();
  let hasEnded = () => {};
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve;
  });
  expect(await app.begin(hasEnded)).toBe(1);
  await ended;
  expect(github.thread(REPOSITORY, 2).comments).toHaveLength(1);
  expect(freed).toEqual([]);
});
