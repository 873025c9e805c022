// What is answered to a command is answered once, also when GitHub's own answer gets lost.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

/** The first comment that matches is written, and nobody hears of it. */
function loseAnswer(w: World, kind: string): void {
  let isLost = false;
  w.stage.github.faults.after = ({ method, body = "" }) => {
    if (isLost || method !== "POST" || !body.includes(`<!-- tocsin:${kind}`)) return undefined;
    isLost = true;
    return "reset";
  };
}

test.each(["/ack", "/help"])("the reply to %s stands in the thread once after a lost answer", async (line) => {
  const w = await world();
  await w.open();
  loseAnswer(w, "reply");
  await w.comment("dave", line);
  await w.advance("5m");
  w.next();
  expect(
    w.stage.github.requests.filter(({ body }) => JSON.stringify(body ?? "").includes("tocsin:reply")),
  ).toHaveLength(1);
});

test("a step of the ladder that somebody calls is called once after a lost answer", async () => {
  const w = await world({ policy: 'severities:\n  P1:\n    escalate: [{ after: 50m, notify: ["@erin"] }]\n' });
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  loseAnswer(w, "call");
  await w.comment("bob", "/escalate nobody answers");
  await w.advance("5m");
  expect(w.next()).toContain("@erin");
});

test("the reply on a post-mortem stands there once after a lost answer", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P1"] });
  await w.comment("bob", "/resolve");
  loseAnswer(w, "reply");
  const report = w.number + 1;
  await w.act("dave", (dave) => dave.comment(REPOSITORY, report, "/pm done"));
  await w.advance("5m");
  const replies = w.stage.github
    .thread(REPOSITORY, report)
    .comments.filter(({ body }) => body.includes("tocsin:reply"));
  expect(replies).toHaveLength(1);
});
