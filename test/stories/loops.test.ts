// Other machines and meddling hands, through the whole app: echoes end, forged cards are mended, deleted words stay deleted.
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const OURS = "tocsin[bot]";
const P0 = ["incident", "severity: P0"];
const comments = (w: World) => w.stage.github.thread(REPOSITORY, w.number).comments;
const cardOf = (w: World) => comments(w).find(({ body }) => body.includes("<!-- tocsin:card"));
const ourWords = (w: World) => comments(w).filter(({ user, body }) => user === OURS && !body.includes("tocsin:card"));

test.each([
  ["a bot", "echo[bot]"],
  ["somebody's machine with an admin's account", "erin"],
])("%s that repeats every comment gets no answer to ours", async (_, echo) => {
  const w = await world();
  if (echo !== "erin") w.stage.github.addUser(echo, { type: "Bot" });
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  await w.comment("bob", "/help\n/severty P1\n/sla explain");
  const answered = new Set<number>();
  for (let round = 0; round < 10; round++) {
    for (const { id, user, body } of comments(w)) {
      if (answered.has(id) || user === echo || user === "bob") continue;
      answered.add(id);
      await w.comment(echo, body);
    }
    await w.advance("5m");
  }
  expect(ourWords(w)).toHaveLength(3);
  for (let reply = 0; reply < 3; reply++) w.next();
  expect(w.labels()).toContain("severity: P2");
});

test("a card that a maintainer wrote over is written anew, from what is remembered", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.comment("bob", "/impact everybody");
  const before = w.card();
  const card = cardOf(w) ?? expect.unreachable();
  for (const body of [
    card.body.replace(/<!-- tocsin:card .*$/s, ""),
    card.body.slice(0, card.body.length / 2),
    card.body.replaceAll("everybody", "nobody"),
    card.body.replace(/\.[A-Za-z0-9+/=]+ -->/, ".AAAA -->"),
    "gone",
  ]) {
    await w.act("erin", (erin) => erin.editComment(REPOSITORY, card.id, body));
    await w.advance("30s");
    expect(w.card()).toBe(before);
  }
  expect(comments(w)).toHaveLength(2);
});

test("a reminder deleted by hand does not come back, not even with the store gone", async () => {
  const w = await world({ policy: LADDER });
  await w.open("Down", { labels: P0 });
  w.next();
  await w.advance("15m");
  expect(w.next()).toContain("@acme/cto");
  for (const { id } of ourWords(w)) await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, id));
  await w.stage.restart(await openStore({ dataDir: ":memory:" }));
  await w.stage.app.sweep();
  await w.advance("5m");
  expect(ourWords(w)).toEqual([]);
  expect(w.labels()).toContain("sla: breached");
});

test("a card deleted by hand comes back, each time", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.comment("bob", "/impact everybody");
  for (let time = 0; time < 3; time++) {
    await w.advance("2m");
    await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, cardOf(w)?.id ?? 0));
    await w.advance("2m");
    expect(w.card()).toContain("everybody");
  }
});
