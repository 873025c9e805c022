// GitHub's limits: a pause it asks for is everybody's, a flood never delays the worst, and nothing is lost by waiting.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

const LIMIT = {
  status: 403,
  headers: { "retry-after": "90", "content-type": "application/json" },
  body: JSON.stringify({ message: "You have exceeded a secondary rate limit." }),
};

test("after a refusal nothing of that installation is asked for before its time, and then everything is done", async () => {
  const w = await world({ policy: LADDER });
  await w.open("One", { labels: ["incident", "severity: P3"] });
  const first = w.number;
  await w.open("Two", { labels: ["incident", "severity: P3"] });
  const { github, quiet, clock } = w.stage;
  const begun = +clock.now();
  github.faults = { before: ({ method }) => (method === "GET" ? undefined : LIMIT) };
  github.as("bob").comment(REPOSITORY, first, "/ack");
  await quiet();
  github.faults = {};
  github.requests.length = 0;
  await w.comment("bob", "/ack");
  await w.stage.restart();
  await w.advance("89s");
  const early = github.requests.filter(({ path, at }) => path.startsWith("/repos/") && at < begun + 90_000);
  expect(early).toEqual([]);
  await w.advance("5s");
  for (const number of [first, w.number]) expect(github.thread(REPOSITORY, number).labels).toContain("sla: met");
});

test("two hundred comments in the queue, and a P0 is called in time", async () => {
  const w = await world({ policy: LADDER });
  const { github, quiet, clock } = w.stage;
  const bob = github.as("bob");
  for (let count = 0; count < 200; count += 1)
    bob.openIssue(REPOSITORY, { title: `Small ${count}`, labels: ["incident", "severity: P3"] });
  await quiet();
  await w.advance("10s");
  const begun = +clock.now();
  await w.open("Everything is down", { labels: ["incident", "severity: P0"] });
  expect(w.next()).toContain("@erin");
  await w.advance("10s");
  expect(+clock.now() - begun).toBe(10_000);
  expect(w.card()).toContain("P0");
  await w.advance("14m50s");
  expect(w.next()).toContain("@acme/cto");
  expect(w.time()).toBe("14:45:10");
  expect(github.requests.filter(({ status }) => status === 403 || status === 429)).toEqual([]);
  await w.advance("31m");
  expect(w.next()).toContain("@bob");
  const cards = Array.from({ length: 200 }, (_, index) => github.thread(REPOSITORY, index + 1).comments.length);
  expect(Math.min(...cards)).toBe(1);
});
