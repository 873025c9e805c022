// What an incident costs in calls to GitHub, counted by the local GitHub.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];

/** The calls made while something happens, tokens apart (one an hour and installation). */
async function calls(w: World, happens: () => Promise<unknown>): Promise<{ reads: string[]; writes: string[] }> {
  const { requests } = w.stage.github;
  requests.length = 0;
  await happens();
  const named = requests
    .filter(({ path }) => !path.endsWith("/access_tokens"))
    .map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
  return {
    reads: named.filter((call) => call.startsWith("GET")),
    writes: named.filter((call) => !call.startsWith("GET")),
  };
}

test("declaring costs three writes besides the call of the ladder, and two reads when warm", async () => {
  const w = await world({ policy: LADDER });
  const { reads, writes } = await calls(w, () => w.open("Down", { body: "### Severity\n\nP1 (High)" }));
  expect(w.next()).toContain("@bob");
  expect(reads).toEqual([`GET /repos/${REPOSITORY}/issues/1`, `GET /repos/${REPOSITORY}/issues/1/timeline`]);
  expect(writes).toEqual([
    `POST /repos/${REPOSITORY}/issues/1/labels`,
    `POST /repos/${REPOSITORY}/issues/1/comments`,
    `POST /repos/${REPOSITORY}/issues/1/comments`,
    expect.stringMatching(/^PUT .*\/pin$/),
  ]);
});

test("with a cold cache declaring costs five reads: the policy and the folder of own templates besides", async () => {
  const w = await world();
  await w.stage.restart();
  const { reads, writes } = await calls(w, () => w.open("Down", { labels: P1 }));
  expect(reads).toHaveLength(5);
  expect(writes).toHaveLength(3);
});

test.each([
  "/ack",
  "/severity P0",
  "/status identified the pool",
  "/lead @bob",
  "/resolve done",
  "/cancel no",
  "/pause x",
  "/help",
  "/drill",
  "/tl 14:00 text",
  "/escalate",
])("%s costs at most four writes", async (line) => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P1 });
  w.next();
  const { writes } = await calls(w, () => w.comment("alice", line));
  expect(writes.length).toBeGreaterThanOrEqual(2);
  // An upgrade also calls the new severity's first step, in a comment of its own; a resolution opens the post-mortem.
  const besides = line === "/severity P0" ? 1 : line === "/resolve done" ? 2 : 0;
  expect(writes.length - besides).toBeLessThanOrEqual(4);
  if (["/pause x", "/help", "/escalate"].includes(line)) w.next();
  if (line === "/severity P0") expect(w.next()).toContain("@erin");
});

test("what changes nothing is not written: a second look at a quiet incident costs reads only", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  const { writes } = await calls(w, () =>
    w.act("bob", (bob, number) => bob.editIssue(REPOSITORY, number, { body: "more" })),
  );
  expect(writes).toEqual([]);
});
