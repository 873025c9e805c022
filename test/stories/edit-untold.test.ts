// A comment is edited into a command, and no webhook tells of it in time: GitHub is asked who did it, and their role counts.
import { expect, test } from "vitest";
import type { Faults } from "../../src/playground/github/index.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

async function spoken(): Promise<{ w: World; comment: number }> {
  const w = await world();
  await w.open("Search is slow", { labels: ["incident", "severity: P3"] });
  await w.advance("1m");
  const comment = await w.comment("dave", "hello");
  await w.advance("1m");
  return { w, comment };
}

/** Edits it without a webhook, and lets the sweep find it while `faults` last. */
async function edit(w: World, comment: number, [who, body]: [string, string], faults: Faults = {}): Promise<void> {
  w.stage.github.faults = { drop: () => true };
  w.stage.github.as(who).editComment(REPOSITORY, comment, body);
  w.stage.github.faults = faults;
  await w.advance("10m");
  await w.stage.app.sweep();
  await w.stage.quiet();
}

const graphql = (status: number): Faults => ({
  before: ({ path }) =>
    path.endsWith("/graphql")
      ? { status, headers: { "content-type": "application/json" }, body: '{"message":"Sorry"}' }
      : undefined,
});

test("by somebody who may: it is done as theirs", async () => {
  const { w, comment } = await spoken();
  await edit(w, comment, ["bob", "hello\n/severity P2 it grows"]);
  expect(w.card()).toMatch(/14:32 - .*P2.*`bob`/);
});

test("by somebody who may not: refused, and they are told", async () => {
  const { w, comment } = await spoken();
  await edit(w, comment, ["dave", "hello\n/severity P2 it grows"]);
  expect(w.next()).toContain("@dave");
  expect(w.card()).not.toContain("**P2**");
});

test("while GitHub cannot tell, the words wait", async () => {
  const { w, comment } = await spoken();
  await edit(w, comment, ["bob", "hello\n/severity P2 it grows"], graphql(502));
  await w.advance("3m");
  expect(w.card()).not.toContain("**P2**");
  w.stage.github.faults = {};
  await w.advance("10m");
  expect(w.card()).toMatch(/14:32 - .*P2.*`bob`/);
});

test("a server that never can tell is no reason to wait: whoever it was is asked to type it again", async () => {
  const { w, comment } = await spoken();
  await edit(w, comment, ["bob", "hello\n/severity P2 it grows"], graphql(404));
  expect(w.next()).toContain("edited");
  expect(w.card()).not.toContain("**P2**");
});

test("what a webhook told is kept until the role is known, where GitHub cannot tell a second time", async () => {
  const { w, comment } = await spoken();
  const untelling = graphql(404);
  w.stage.github.faults = {
    before: (request) =>
      request.path.includes("/permission")
        ? { status: 502, headers: { "content-type": "application/json" }, body: '{"message":"Server Error"}' }
        : untelling.before?.(request),
  };
  await w.act("bob", (bob) => bob.editComment(REPOSITORY, comment, "hello\n/severity P2 it grows"));
  await w.advance("3m");
  expect(w.card()).not.toContain("**P2**");
  w.stage.github.faults = untelling;
  await w.advance("10m");
  expect(w.card()).toMatch(/14:32 - .*P2.*`bob`/);
});
