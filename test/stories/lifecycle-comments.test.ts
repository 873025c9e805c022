// What can become of the app's own comments: edited, deleted, hidden, copied; and what it does about copies of its own.
import { expect, test } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { type World, world } from "../support/world.ts";

const P0 = ["incident", "severity: P0"];

const thread = (w: World) => w.stage.github.thread(REPOSITORY, w.number).comments;
const ours = (w: World) => thread(w).filter(({ user }) => user === "tocsin[bot]");
const cards = (w: World) => ours(w).filter(({ body }) => body.includes("<!-- tocsin:card"));
const said = (w: World) => ours(w).filter(({ body }) => !body.includes("<!-- tocsin:card"));

test("a reminder that somebody edited stays as it is, and is not said again", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("15m");
  expect(w.next()).toContain("acknowledged");
  await w.act("erin", (erin) => erin.editComment(REPOSITORY, said(w)[0]?.id ?? 0, "taken care of"));
  await w.advance("40m");
  expect(thread(w).filter(({ body }) => body === "taken care of")).toHaveLength(1);
});

test("a reminder that somebody deleted is not said again", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("15m");
  const id = said(w)[0]?.id ?? 0;
  w.next();
  await w.act("erin", (erin) => erin.deleteComment(REPOSITORY, id));
  await w.advance("40m");
  expect(said(w)).toEqual([]);
});

test("what somebody writes into the card is gone with its next edit, and changes nothing", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const [card] = cards(w);
  const forged = (card?.body ?? "").replace(/\| Response .*\|/, "| Response | tomorrow | met |").replace("P0", "P3");
  await w.advance("1m");
  await w.act("erin", (erin) => erin.editComment(REPOSITORY, card?.id ?? 0, forged));
  expect(w.card()).not.toContain("tomorrow");
  await w.advance("14m");
  expect(w.labels()).toEqual(["incident", "severity: P0", "sla: breached"]);
  w.next();
});

test("a card without its seal is still the card, and gets its seal back", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  const id = cards(w)[0]?.id ?? 0;
  await w.advance("1m");
  await w.act("erin", (erin) => erin.editComment(REPOSITORY, id, "nothing to see here"));
  expect(cards(w).map((one) => one.id)).toEqual([id]);
});

test("hidden as outdated, card and reminder go on as before", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.act("erin", (erin) => erin.minimizeComment(REPOSITORY, cards(w)[0]?.id ?? 0));
  await w.advance("15m");
  expect(w.next()).toContain("acknowledged");
  expect(cards(w)).toHaveLength(1);
  expect(w.clock("Response")).toContain("breached");
});

test("somebody's copy of the card and of a reminder is somebody's words, and stays", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("15m");
  w.next();
  for (const { body } of ours(w)) w.stage.github.as("dave").comment(REPOSITORY, w.number, body);
  await w.stage.quiet();
  await w.advance("10m");
  expect(thread(w).filter(({ user }) => user === "dave")).toHaveLength(2);
  expect(ours(w)).toHaveLength(2);
});

test("the card of one incident pasted over that of another is worth nothing there", async () => {
  const w = await world();
  await w.open("Slow", { labels: ["incident", "severity: P3"] });
  const [foreign] = cards(w);
  await w.open("Down", { labels: P0 });
  await w.advance("1m");
  await w.act("erin", (erin) => erin.editComment(REPOSITORY, cards(w)[0]?.id ?? 0, foreign?.body ?? ""));
  expect(w.labels()).toContain("severity: P0");
  expect(w.card()).toContain("P0");
  await w.advance("14m");
  expect(w.next()).toContain("acknowledged");
});

/** Makes the app say the next comment that matches twice: answer and webhook are lost, and GitHub's list lags for two minutes. */
function losing(w: World, what: RegExp): void {
  let once = 0;
  w.stage.github.faults = {
    listLag: 120_000,
    drop: ({ action }) => action === "created",
    after: ({ method, path, body }) =>
      method === "POST" && path.endsWith("/comments") && what.test(body ?? "") && once++ === 0 ? "reset" : undefined,
  };
}

test("said twice because a list lagged: the older one stays, within five minutes", async () => {
  const w = await world();
  await w.open("Down", { labels: P0 });
  await w.advance("14m");
  losing(w, /tocsin:breach/);
  await w.advance("2m");
  await w.advance("30s");
  expect(said(w)).toHaveLength(2);
  const [oldest] = said(w);
  await w.advance("5m");
  expect(said(w).map(({ id }) => id)).toEqual([oldest?.id]);
  w.next();
});

test("two cards because a list lagged: the older one stays and says what is true", async () => {
  const w = await world();
  losing(w, /tocsin:card/);
  await w.open("Down", { labels: P0 });
  await w.advance("90s");
  expect(cards(w)).toHaveLength(2);
  const [oldest] = cards(w);
  await w.comment("bob", "/impact everybody");
  await w.advance("5m");
  expect(cards(w).map(({ id }) => id)).toEqual([oldest?.id]);
  expect(w.card()).toContain("everybody");
});
