// A post-mortem that somebody asks for with `/pm`, and GitHub that fails when it was just opened.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { world } from "../support/world.ts";

test("is opened for these words, also when they are heard again afterwards", async () => {
  const w = await world();
  await w.open("Search is slow", { labels: ["incident", "severity: P3"] });
  await w.advance("1m");
  await w.comment("bob", "/resolve restarted");
  w.skim();
  let hasFailed = false;
  w.stage.github.faults = {
    after: ({ method, path }) => {
      if (hasFailed || method !== "POST" || !path.endsWith("/sub_issues")) return undefined;
      hasFailed = true;
      return { status: 502, headers: { "content-type": "application/json" }, body: '{"message":"Server Error"}' };
    },
  };
  await w.comment("carol", "/pm");
  await w.advance("5m");
  expect(hasFailed).toBe(true);
  expect(w.stage.github.thread(REPOSITORY, w.number + 1).labels).toContain("post-mortem");
  // As ever: a reaction and a line of the card, and no comment.
  expect(w.card()).toContain(`#${w.number + 1}`);
});
