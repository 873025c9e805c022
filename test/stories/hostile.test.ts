// Hostile text through the whole app: titles, comments, labels; GitHub finds nothing in what the app writes because of it.
import { expect, test, vi } from "vitest";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { FLOODS, OWN } from "../support/hostile.ts";
import { read } from "../support/reader.ts";
import { LADDER, type World, world } from "../support/world.ts";

// Many stories in one: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const OURS = "tocsin[bot]";
const P1 = ["incident", "severity: P1"];

/** Everything the app has written in the repository: comments, and the bodies of its own issues. */
function written({ stage }: World): string[] {
  const texts: string[] = [];
  for (let number = 1; ; number++) {
    try {
      const { body, comments } = stage.github.thread(REPOSITORY, number);
      const isOurs = body?.includes("<!-- tocsin:of 1 -->");
      const said = comments.filter(({ user }) => user === OURS).map((one) => one.body);
      texts.push(...(isOurs && body ? [body] : []), ...said);
    } catch {
      return texts;
    }
  }
}

/** What only the app or the policy brings: its own hidden lines and folds, its links to this very repository, people called. */
const MEANT = [
  /^html <!-- tocsin:(?:card|breach|call|reply|report|action|guard|nudge|review) [A-Za-z0-9+/=.]+ -->$/,
  /^html (?:<!-- tocsin:of 1 -->|<!-- tocsin:(?:begin|end) [a-z-]+ -->)$/,
  /^html <details><summary>[^<>&@#[\]]+<\/summary>$|^html <\/details>$/,
  /^link http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/issues\/\d+(?:#(?:issuecomment|event)-\d+)?$/,
  /^mention @(?:alice|bob|erin|acme\/cto|name)$/,
  /^reference #[1-9]\d?$/,
  /^code mermaid$|^chart of \d+ lines$/,
];
const strange = (text: string) =>
  read(text)
    .finds.flatMap((find) => find.split(/\n(?=<!--)/))
    .filter((find) => !MEANT.some((meant) => meant.test(find.startsWith("<!--") ? `html ${find}` : find)));

/** Texts that only ever name somebody or something foreign, so that nothing of theirs can be meant. */
const TEXTS = OWN.filter((text) => /org\/team|evil|owner|tocsin|da39|<|&/.test(text) && !/\n *\//.test(text));

/** Reads what the app said, which was looked at already. */
function readOn(w: World): void {
  const said = w.stage.github
    .thread(REPOSITORY, w.number)
    .comments.filter(({ user, body }) => user === OURS && !body.includes("<!-- tocsin:card"));
  for (const _ of said) w.next();
}

test("thirty-odd hostile titles, each with a life of its own", async () => {
  const w = await world({ policy: LADDER });
  const titles = TEXTS.filter((_, index) => index % 13 === 0);
  expect(titles.length).toBeGreaterThanOrEqual(30);
  for (const title of titles) {
    await w.act("alice", (alice) =>
      alice.openIssue(REPOSITORY, { title: title.replaceAll(/\s+/g, " ").slice(0, 250) || "x", labels: ["incident"] }),
    );
  }
  await w.advance("16m");
  const texts = written(w);
  expect(texts.length).toBeGreaterThanOrEqual(2 * titles.length);
  for (const text of texts) expect(strange(text)).toEqual([]);
});

test("hostile words behind every command, up to the post-mortem and its action items", async () => {
  const w = await world({ policy: LADDER });
  await w.open(`Down ${TEXTS[3]?.replaceAll(/\s+/g, " ")}`, { labels: P1 });
  const some = TEXTS.filter((_, index) => index % 9 === 4).map((text) => text.replaceAll(/\s+/g, " ").slice(0, 150));
  expect(some.length).toBeGreaterThanOrEqual(40);
  for (const [index, text] of some.entries()) {
    await w.advance("1m");
    const word = [
      "tl",
      "impact",
      "affects",
      "status identified",
      "ack",
      "lead",
      "comms",
      "snooze",
      "sev P0",
      "escalate",
    ][index % 10];
    await w.comment("alice", `/${word} ${text}\n/action ${text} @bob 2026-01-31`);
  }
  await w.comment("bob", `/resolve ${some[0]}`);
  await w.advance("1m");
  await w.comment("alice", `/pm waive ${some[1]}`);
  const texts = written(w);
  expect(texts.length).toBeGreaterThan(some.length);
  for (const text of texts) expect(strange(text)).toEqual([]);
  readOn(w);
});

test("floods are answered like anything else", async () => {
  const w = await world();
  await w.open("Down", { labels: ["incident", "severity: P2"] });
  for (const [, flood] of FLOODS) {
    await w.advance("1m");
    const id = await w.comment("alice", `/tl seen\n${flood}`.slice(0, 65_536));
    expect(w.reactions(id)).toContain("+1");
  }
  expect(w.labels()).toContain("severity: P2");
});
