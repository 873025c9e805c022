// What people and other machines do to an incident by hand: cards deleted, floods of text, policies that change.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P2 = ["incident", "severity: P2"];
const cards = (w: World) =>
  w.stage.github.thread(REPOSITORY, w.number).comments.filter(({ body }) => body.includes("<!-- tocsin:card"));

test("a card deleted by hand in its first minute comes back", async () => {
  const w = await world();
  await w.open("Slow", { labels: P2 });
  await w.advance("20s");
  await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, cards(w)[0]?.id ?? 0));
  await w.advance("2m");
  expect(w.clock("Response")).toContain("18:30 UTC");
});

/** 600 characters that cannot be packed any smaller. */
const noise = (seed: string) =>
  Array.from({ length: 15 }, (_, i) =>
    createHash("sha256").update(`${seed} ${i}`).digest("base64url").slice(0, 40),
  ).join("");

test("a card with more on its timeline than a comment holds goes on, and nothing of it runs twice", async () => {
  const w = await world();
  await w.open("Slow", { labels: P2 });
  for (let comment = 0; comment < 8; comment += 1)
    await w.comment("bob", Array.from({ length: 20 }, (_, line) => `/tl ${noise(`${comment}.${line}`)}`).join("\n"));
  await w.comment("bob", "/impact EVERYTHING");
  expect(w.card()).toContain("EVERYTHING");
  expect(cards(w)[0]?.body.length).toBeGreaterThan(30_000);
  const before = w.card();
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.stage.quiet();
  expect(w.card()).toBe(before);
  await w.comment("bob", "/impact NOTHING MORE");
  expect(before).toContain("- 123 earlier lines");
  expect(w.card()).toContain("- 124 earlier lines");
});

test("a policy that asks for more later does not open again what was resolved before", async () => {
  const w = await world();
  await w.open("Slow", { labels: P2 });
  await w.comment("bob", "/ack");
  await w.comment("bob", "/resolve");
  expect(w.isOpen()).toBe(false);
  await w.advance("20d");
  await w.act("erin", (erin) =>
    erin.putFile(REPOSITORY, ".github/tocsin.yml", "severities:\n  P2:\n    post_mortem: 48h\n"),
  );
  await w.comment("carol", "thanks");
  expect(w.isOpen()).toBe(false);
  expect(w.labels()).not.toContain("post-mortem: required");
  // What is resolved from now on owes one.
  await w.open("Slow again", { labels: P2 });
  await w.comment("bob", "/ack\n/resolve");
  expect(w.labels()).toContain("post-mortem: required");
});
