// The app in a page, without the page: real core, real templates, local GitHub, store in memory.
import { Duration } from "luxon";
import { expect, test } from "vitest";
import { createPageStage } from "../../../src/playground/browser/stage.ts";
import { REPOSITORY } from "../../../src/playground/scenery.ts";

test("a life", async () => {
  const complaints: unknown[] = [];
  const stage = await createPageStage({ start: "2025-11-10T14:30:00Z", complain: (...said) => complaints.push(said) });
  const alice = stage.github.as("alice");
  const n = alice.openIssue(REPOSITORY, { title: "Down", labels: ["incident"] });
  await stage.quiet();
  await stage.advance(Duration.fromObject({ minutes: 1 }));
  alice.comment(REPOSITORY, n, "/sev P0");
  await stage.quiet();
  await stage.advance(Duration.fromObject({ minutes: 15 }));
  console.log(JSON.stringify(stage.github.thread(REPOSITORY, n), null, 1));
  expect(complaints).toEqual([]);
});
