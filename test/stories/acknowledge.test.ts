// Acknowledging: by command, by assignment, by a responder's first words; never by bots, nor by the reporter's words.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { world } from "../support/world.ts";

const P1 = ["incident", "severity: P1"];

test("the reporter's comment does not acknowledge, the reporter's /ack does", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("alice", "it is really broken");
  expect(w.labels()).toContain("sla: on track");
  await w.comment("alice", "/ack");
  expect(w.labels()).toContain("sla: met");
});

test("a comment without triage rights does not acknowledge, one with them does", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.comment("dave", "same here");
  expect(w.labels()).toContain("sla: on track");
  await w.comment("carol", "looking");
  expect(w.labels()).toContain("sla: met");
  expect(w.card()).toContain("`carol`");
});

test("an assignment acknowledges at the time of the assignment", async () => {
  const w = await world();
  await w.open("Down", { labels: P1 });
  await w.advance("20m");
  await w.act("bob", (bob, number) => bob.assign(REPOSITORY, number, "carol"));
  expect(w.labels()).toContain("sla: met");
  expect(w.card()).toContain("14:50");
});

test("an assignee that came with the issue has not seen anything yet", async () => {
  const w = await world();
  await w.open("Down", { labels: P1, assignees: ["bob"] });
  expect(w.labels()).toContain("sla: on track");
});

test("a bot never acknowledges and its commands are nobody's", async () => {
  const w = await world();
  w.stage.github.addUser("renovate[bot]", { type: "Bot" });
  await w.open("Down", { labels: P1 });
  const id = await w.comment("renovate[bot]", "/ack");
  expect(w.reactions(id)).toEqual([]);
  expect(w.labels()).toContain("sla: on track");
});
