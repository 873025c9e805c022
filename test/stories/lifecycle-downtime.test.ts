// Down for a minute or for a week: each incident gets at most one comment for it, and only for what still means something.
import { expect, test } from "vitest";
import { parseDuration } from "../../src/domain/duration.ts";
import { REPOSITORY } from "../../src/playground/stage.ts";
import { LADDER, type World, world } from "../support/world.ts";

const saidOn = (w: World, number: number) =>
  w.stage.github
    .thread(REPOSITORY, number)
    .comments.filter(({ user, body }) => user === "tocsin[bot]" && !body.includes("<!-- tocsin:card"));

/** Time passes and nobody works: webhooks fail, nothing is due for anybody. */
function goDown(w: World, length: string): void {
  w.stage.github.setWebhook(4711, undefined);
  w.stage.clock.set(+w.stage.clock.now() + (parseDuration(length)?.toMillis() ?? 0));
}

async function comeUp(w: World): Promise<void> {
  const created = w.stage.github.deliveries.findLast(({ event }) => event === "installation");
  expect(created).toBeDefined();
  await w.stage.restart();
  await w.stage.app.sweep();
  await w.stage.quiet();
}

test.each(["1m", "16m", "1h", "6h", "1d", "3d", "7d"])(
  "down for %s with ten incidents in every state",
  async (length) => {
    const w = await world({ policy: LADDER });
    const numbers: number[] = [];
    for (const severity of ["P0", "P1", "P2", "P3", "none"])
      for (const state of ["open", "acknowledged"]) {
        const labels = ["incident", ...(severity === "none" ? [] : [`severity: ${severity}`])];
        numbers.push(await w.open(`${severity} ${state}`, { labels }));
        if (state === "acknowledged") await w.comment("bob", "/ack");
      }
    const before = new Map(numbers.map((number) => [number, saidOn(w, number).length]));
    goDown(w, length);
    await comeUp(w);
    const caughtUp = numbers.map((number) => saidOn(w, number).slice(before.get(number)));
    expect(caughtUp.filter((said) => said.length > 1)).toEqual([]);
    if (length === "7d") expect(caughtUp[0]).toHaveLength(1);
    // A moment later nothing is left to be said.
    const total = numbers.map((number) => saidOn(w, number).length);
    await w.stage.app.sweep();
    await w.stage.quiet();
    expect(numbers.map((number) => saidOn(w, number).length)).toEqual(total);
    readAll(w, numbers);
  },
);

/** These stories count what is said, and do not read it. */
function readAll(w: World, numbers: readonly number[]): void {
  for (const number of numbers)
    for (const { id } of saidOn(w, number)) w.stage.github.as("erin").deleteComment(REPOSITORY, id);
}

test("acknowledged, resolved or cancelled while the app was down: nothing is said of deadlines that lost their meaning", async () => {
  const w = await world();
  const ends = ["/ack", "/ack\n/resolve", "/cancel a false alarm"];
  const numbers: number[] = [];
  for (const end of ends) {
    const number = await w.open(`Slow: ${end}`, { labels: ["incident", "severity: P2"] });
    numbers.push(number);
  }
  w.stage.github.setWebhook(4711, undefined);
  await w.stage.github.settled();
  w.stage.clock.set(+w.stage.clock.now() + 60_000);
  for (const [index, number] of numbers.entries())
    w.stage.github.as("bob").comment(REPOSITORY, number, ends[index] ?? "");
  goDown(w, "2d");
  await comeUp(w);
  expect(numbers.map((number) => saidOn(w, number))).toEqual([[], [], []]);
  expect(w.stage.github.thread(REPOSITORY, numbers[0] ?? 0).labels).toContain("sla: met");
  expect(w.stage.github.thread(REPOSITORY, numbers[1] ?? 0).state).toBe("closed");
  expect(w.stage.github.thread(REPOSITORY, numbers[2] ?? 0).state).toBe("closed");
});

test("what was missed on two incidents is said on each of them, and says that it is late", async () => {
  const w = await world({ policy: LADDER });
  const numbers = [
    await w.open("Checkout", { labels: ["incident", "severity: P0"] }),
    await w.open("Search", { labels: ["incident", "severity: P1"] }),
  ];
  const before = numbers.map((number) => saidOn(w, number).length);
  goDown(w, "3h");
  await comeUp(w);
  const said = numbers.map((number, index) => saidOn(w, number).slice(before[index]));
  expect(said.map((some) => some.length)).toEqual([1, 1]);
  for (const [one] of said) expect(one?.body).toContain("late");
  expect(said[0]?.[0]?.body).toContain("P0");
  expect(said[1]?.[0]?.body).toContain("P1");
  expect(said[1]?.[0]?.body).not.toContain("P0");
  readAll(w, numbers);
});
