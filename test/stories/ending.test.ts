// Ending and reopening: resolve, cancel, duplicate, closed by hand; nothing said is said again.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, world } from "../support/world.ts";

test("resolving P2 closes it as completed and acknowledges it at the same moment", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("alice", "/resolve restarted");
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).toEqual(["incident", "severity: P2", "sla: met", "status: resolved"]);
  await w.advance("30h");
});

test("resolving P1 leaves it open until the post-mortem is done, and says so with a label", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/ack");
  await w.comment("bob", "/status resolved all logins work");
  expect(w.isOpen()).toBe(true);
  expect(w.labels()).toEqual(["incident", "post-mortem: required", "severity: P1", "sla: met", "status: resolved"]);
});

test("closing as completed resolves; as not planned it was a false alarm", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P3"] });
  await w.act("bob", (bob, number) => bob.close(REPOSITORY, number, "completed"));
  expect(w.labels()).toContain("status: resolved");
  await w.open("Probe", { labels: ["incident", "severity: P0"] });
  await w.advance("2m");
  await w.act("bob", (bob, number) => bob.close(REPOSITORY, number, "not_planned"));
  await w.advance("1h");
  expect(w.labels()).toEqual(["incident", "severity: P0"]);
});

test("a cancelled incident is closed as not planned, a duplicate as duplicate", async () => {
  const w = await world();
  await w.open("Probe", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/cancel the probe was wrong");
  expect(w.stage.github.thread(REPOSITORY, w.number).state_reason).toBe("not_planned");
  await w.open("Again", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/duplicate #1");
  expect(w.stage.github.thread(REPOSITORY, w.number).state_reason).toBe("duplicate");
});

test("reopened, the clocks go on from where they stopped and nothing said is said again", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  expect(w.next()).toContain("@erin");
  await w.advance("10m");
  await w.act("alice", (alice, number) => alice.close(REPOSITORY, number, "not_planned"));
  await w.advance("10h");
  await w.act("alice", (alice, number) => alice.reopen(REPOSITORY, number));
  expect(w.clock("Response")).toContain("2025-11-11 00:45 UTC");
  await w.advance("4m");
  await w.advance("1m");
  expect(w.next()).toContain("@acme/cto");
});

test("/reopen opens a closed incident again, with its reason on the card", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P2"] });
  await w.comment("alice", "/resolve");
  await w.comment("bob", "/reopen the errors are back");
  expect(w.isOpen()).toBe(true);
  expect(w.card()).toContain("the errors are back");
  expect(w.labels()).not.toContain("status: resolved");
});
