// We close an issue for somebody's words, and GitHub then fails for so long that they are heard only much later.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

/** From the closing on nothing can be written for ten minutes, and nobody's role can be asked for as long as that holds. */
function failAfterClosing(w: World): void {
  const over = w.stage.clock.now().plus({ minutes: 11 });
  let isClosed = false;
  w.stage.github.faults = {
    after: ({ method, path, body = "" }) => {
      isClosed ||= method === "PATCH" && path.endsWith(`/issues/${w.number}`) && body.includes('"closed"');
      return undefined;
    },
    before: ({ method, path }) =>
      isClosed && (path.includes("/permission") || (method !== "GET" && w.stage.clock.now() < over))
        ? { status: 502, headers: { "content-type": "application/json" }, body: '{"message":"Server Error"}' }
        : undefined,
  };
}

test.each([
  ["/duplicate #1", "duplicate", "P1"],
  ["/cancel a false alarm", "not_planned", "P1"],
  ["/resolve rolled back", "completed", "P2"],
])("%s is bob's, and not ours, also when he is heard 15 minutes later", async (line, reason, severity) => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P3"] });
  await w.open("Down again", { labels: ["incident", `severity: ${severity}`] });
  await w.advance("1m");
  failAfterClosing(w);
  await w.comment("bob", line);
  expect(w.stage.github.thread(REPOSITORY, w.number).state_reason).toBe(reason);
  await w.advance("15m");
  w.stage.github.faults = {};
  await w.advance("10m");
  expect(w.stage.github.thread(REPOSITORY, w.number)).toMatchObject({ state: "closed", state_reason: reason });
  expect(w.card()).toMatch(/14:31 - .*`bob`/);
  expect(w.card()).not.toContain("tocsin[bot]");
});

test("when the words are gone by then, it was nobody whom we know", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.advance("1m");
  failAfterClosing(w);
  const comment = await w.comment("bob", "/cancel a false alarm");
  w.stage.github.as("bob").deleteComment(REPOSITORY, comment);
  await w.advance("15m");
  w.stage.github.faults = {};
  await w.advance("10m");
  expect(w.isOpen()).toBe(false);
  expect(w.card()).not.toContain("tocsin[bot]");
});
