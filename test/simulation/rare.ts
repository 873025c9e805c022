// The modes for what is rare and large: a year, an outage, a thousand incidents in one minute, people who type at random.
import fc from "fast-check";
import type { Act } from "./acts.ts";
import { check } from "./check.ts";
import { live } from "./life.ts";
import { type Asked, Tally, type Tried } from "./modes.ts";
import { randomOf } from "./random.ts";
import { scriptOf } from "./script.ts";
import { NO_TROUBLE, troubleOf } from "./trouble.ts";
import { createWorld, REPOSITORY, START, type World } from "./world.ts";

const DAY = 86_400_000;

/** A virtual year: an incident every few days, with trouble all the time; what is kept must not grow with what is over. */
export async function year({ seed, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  const random = randomOf(seed);
  const acts: Act[] = [];
  for (let on = 0, days = 0; days < 365; on++) {
    const pause = random.between(2, 6);
    days += pause;
    const life = scriptOf(random.fork(`life ${on}`))
      .acts.filter((act) => act.on === 0 && act.do !== "elsewhere")
      .map(underOnePolicy);
    acts.push(
      ...life.map((act, index) => ({ ...act, on, after: index === 0 ? pause * 86_400 : Math.min(act.after, 20_000) })),
    );
  }
  const lived = await live({
    seed,
    script: { policy: undefined, acts },
    trouble: troubleOf(random.fork("trouble")),
    print,
  });
  const days = Math.round((lived.endedAt - START) / DAY);
  tally.add(`--mode year --seed ${seed}`, {
    lived,
    problems: lived.world.broken.map(({ rule, what }) => `${rule}: ${what}`),
  });
  globalThis.gc?.();
  Object.assign(tally.figures, {
    days,
    incidents: lived.cast.incidents.length,
    "heap in MB": Math.round(process.memoryUsage().heapUsed / 1e6),
  });
  return tally;
}

/** Whatever label made it an incident in its own life: here there is one policy for all. */
function underOnePolicy(act: Act): Act {
  const here = (label: string) => (label === "outage" ? "incident" : label);
  return { ...act, text: act.text && here(act.text), labels: act.labels?.map(here) };
}

const LINES = [
  "/ack",
  "/severity P0",
  "/severity P2 milder",
  "/lead",
  "/snooze 1h",
  "/resolve",
  "/reopen again",
  "/cancel no",
  "/pm waive why not",
  "/status monitoring ok",
  "/drill",
  "/help",
];
const arbitrary: fc.Arbitrary<Act> = fc.record({
  after: fc.integer({ min: 1, max: 20_000 }),
  by: fc.constantFrom("alice", "bob", "carol", "dave"),
  on: fc.constant(0),
  do: fc.constantFrom(
    "comment",
    "comment",
    "comment",
    "edit",
    "label",
    "unlabel",
    "assign",
    "close",
    "reopen",
    "fillReport",
    "closeReport",
  ),
  text: fc.constantFrom(...LINES),
  nth: fc.nat(3),
});

/** What fits the deed; a label is not a command. */
function fitting(act: Act): Act {
  const texts: Partial<Record<Act["do"], string>> = {
    label: "severity: P1",
    unlabel: "severity",
    assign: "carol",
    close: "completed",
  };
  return { ...act, text: texts[act.do] ?? act.text };
}

/** Sequences of acts at random; one that breaks a rule is made as short as it can be. */
export async function commands({ seed, lives: numRuns, print }: Asked): Promise<Tried> {
  const tally = new Tally({});
  const open: Act = { after: 60, by: "alice", on: 0, do: "open", text: "[P1] Down", labels: ["incident"] };
  const property = fc.asyncProperty(
    fc.array(arbitrary, { maxLength: 12 }),
    fc.integer({ min: 1, max: 1000 }),
    async (acts, trouble) => {
      const script = { policy: undefined, acts: [open, ...acts.map(fitting)] };
      const checked = await check({ seed: trouble, script, trouble: troubleOf(randomOf(trouble)), print });
      tally.add(`--mode commands --seed ${seed} --lives ${numRuns}`, { ...checked, problems: [] });
      if (checked.problems.length > 0) throw new Error(checked.problems.join("\n"));
    },
  );
  const outcome = await fc.check(property, { seed, numRuns, verbose: 1 });
  if (outcome.failed)
    tally.failures.push({
      again: `--mode commands --seed ${seed} --lives ${numRuns}`,
      problems: [String(outcome.errorInstance), `shortest: ${JSON.stringify(outcome.counterexample)}`],
      tail: [],
    });
  return tally;
}

/** Waits in the world until something holds; the virtual ms it took, at most `most`. */
export async function waitFor(world: World, holds: () => boolean, most: number): Promise<number> {
  const begun = world.schedule.now;
  while (!holds() && world.schedule.now < begun + most) await world.schedule.sleep(500);
  return world.schedule.now - begun;
}

/** Lets a story be told in a world; resolves when it is over. */
export async function tell(world: World, story: () => Promise<void>): Promise<void> {
  let isOver = false;
  let failure: unknown;
  story()
    .catch((error) => {
      failure = error;
    })
    .finally(() => {
      isOver = true;
    });
  await world.schedule.run(() => isOver);
  if (failure) throw failure;
  await world.close();
}

/** Three hours down: 7,000 webhooks fail, 270 of them matter, and one in a hundred is never even attempted. */
export async function outage({ seed, print }: Asked): Promise<Tried> {
  const tally = new Tally({});
  const [irrelevant, relevant] = [6730, 270];
  const world = createWorld({ seed, print });
  const random = randomOf(seed).fork("outage");
  const alice = world.github.as("alice");
  const incidents: number[] = [];
  await tell(world, async () => {
    await world.schedule.sleep(60_000);
    const elsewhere = alice.openIssue(REPOSITORY, { title: "A long talk", body: "" });
    world.kill({ down: 3 * 3_600_000, isStoreLost: false }, "the outage");
    let isAttempted = true;
    world.trouble = { ...NO_TROUBLE, hook: () => (isAttempted ? undefined : "dropped") };
    const lost: number[] = [];
    for (let one = 0; one < irrelevant + relevant; one++) {
      await world.schedule.sleep(random.between(500, 2400));
      isAttempted = !random.chance(0.01);
      if (one % 26 !== 0 || incidents.length >= relevant / 3) alice.comment(REPOSITORY, elsewhere, "more");
      else {
        const number = alice.openIssue(REPOSITORY, { title: `[P3] Trouble ${one}`, body: "", labels: ["incident"] });
        world.reading.follow(number);
        incidents.push(number);
        if (!isAttempted) lost.push(number);
      }
      isAttempted = true;
    }
    world.trouble = NO_TROUBLE;
    await waitFor(world, () => world.process?.app !== undefined && !world.process.isDead, 3 * 3_600_000);
    const begun = world.schedule.now;
    const before = world.calls;
    const isSeen = (number: number) => world.reading.cards(number).length > 0;
    const first = await waitFor(world, () => incidents.every((one) => lost.includes(one) || isSeen(one)), 30 * 60_000);
    await waitFor(world, () => incidents.every(isSeen), 30 * 60_000);
    const problems = [
      ...(first > 600_000 ? [`R7: restored by redelivery only after ${first / 1000} s`] : []),
      ...(world.schedule.now - begun > 1_200_000 ? ["R7: restored only after more than 20 min"] : []),
      ...incidents.filter((one) => world.reading.cards(one).length !== 1).map((one) => `I1: #${one} has not one card`),
    ];
    if (problems.length > 0)
      tally.failures.push({ again: "--mode outage", problems, tail: world.journal.lines.slice(-40) });
    Object.assign(tally.figures, {
      webhooks: world.github.deliveries.length,
      incidents: incidents.length,
      "never attempted": lost.length,
      "s until all that failed is restored": Math.round(first / 1000),
      "s until everything is restored": Math.round((world.schedule.now - begun) / 1000),
      calls: world.calls - before,
    });
  });
  tally.cases = 1;
  return tally;
}
