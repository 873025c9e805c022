// The answer to a comment of ours is lost, but not GitHub's webhook of it: what it tells was said, whatever the thread shows.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const ours = (w: World) =>
  w.stage.github.thread(REPOSITORY, w.number).comments.filter(({ user }) => user === "tocsin[bot]");

const BROKEN = { status: 502, headers: {}, body: "" };

/** At the deadline the comment is written, and nobody hears the answer; nor, when `isBlind`, can the thread be read then. */
async function saidUnheard({ isBlind = false } = {}): Promise<World> {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  expect(w.next()).toContain("@erin");
  await w.advance("14m");
  let isLost = false;
  w.stage.github.faults = {
    after: ({ method, path }) => {
      if (isLost || method !== "POST" || !path.endsWith("/comments")) return undefined;
      isLost = true;
      return BROKEN;
    },
    before: ({ path }) => (isBlind && isLost && path.includes("/timeline") ? BROKEN : undefined),
  };
  await w.advance("1m");
  expect(isLost).toBe(true);
  return w;
}

test("it is remembered at once, and not only after it has settled", async () => {
  const w = await saidUnheard();
  await w.advance("1s");
  expect(w.card()).toContain("14:45 - Escalated to step 2");
  expect(w.next()).toContain("@acme/cto");
  await w.advance("5m");
});

test("it is not said again when somebody deletes it before we look, and nobody tells us that", async () => {
  const w = await saidUnheard({ isBlind: true });
  w.stage.github.faults = { drop: ({ action }) => action === "deleted" };
  w.stage.github.as("erin").deleteComment(REPOSITORY, ours(w).at(-1)?.id ?? 0);
  await w.advance("5m");
  expect(ours(w)).toHaveLength(2);
});

test("a comment whose answer was heard wakes nobody", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: ["incident", "severity: P0"] });
  w.next();
  const [{ requests }, count] = [w.stage.github, w.stage.github.requests.length];
  const echo = w.stage.github.deliveries.findLast(
    ({ event, action }) => event === "issue_comment" && action === "created",
  );
  expect(await w.stage.app.accept({ id: "again", event: "issue_comment", payload: echo?.payload ?? {} })).toBe(0);
  await w.stage.quiet();
  expect(requests).toHaveLength(count);
});
