// The modes: what is tried, how often, and with which trouble. Each resolves to the cases that failed.
import type { Act } from "./acts.ts";
import { type Checked, check, lifeOf, modelOf } from "./check.ts";
import { type LifeOptions, type Lived, live } from "./life.ts";
import { randomOf } from "./random.ts";
import { type Script, scriptOf } from "./script.ts";
import { type Answer, NO_TROUBLE, type Trouble, troubleOf } from "./trouble.ts";

export interface Asked {
  readonly seed: number;
  readonly lives: number;
  /** One case of a mode, to see it again. */
  readonly only?: string;
  readonly print?: (line: string) => void;
  /** One failure is enough. */
  readonly isFirstEnough?: boolean;
}

export interface Failure {
  /** What to add to the command to see it again. */
  readonly again: string;
  readonly problems: readonly string[];
  readonly tail: readonly string[];
}

export interface Tried {
  readonly cases: number;
  readonly failures: readonly Failure[];
  readonly figures: Record<string, number | string>;
}

const TAIL = 40;

/** Thrown when one failure is enough, with everything up to then. */
export class Enough extends Error {
  readonly tried: Tried;
  constructor(tried: Tried) {
    super("one failure is enough");
    this.tried = tried;
  }
}

export class Tally implements Tried {
  readonly isFirstEnough: boolean;
  constructor({ isFirstEnough = false }: Pick<Asked, "isFirstEnough">) {
    this.isFirstEnough = isFirstEnough;
  }
  cases = 0;
  failures: Failure[] = [];
  figures: Record<string, number | string> = { calls: 0, kills: 0 };
  add(again: string, { lived, problems }: { lived: Pick<Lived, "world">; problems: readonly string[] }): void {
    this.cases += 1;
    const { calls, kills, journal } = lived.world;
    this.count("calls", calls);
    this.count("kills", kills);
    this.count("said", lived.world.reading.said.length);
    if (problems.length > 0) this.failures.push({ again, problems, tail: journal.lines.slice(-TAIL) });
    if (this.isFirstEnough && problems.length > 0) throw new Enough(this);
  }
  count(name: string, by: number): void {
    this.figures[name] = Number(this.figures[name] ?? 0) + by;
  }
}

/** Seeds one after the other, each with its own people and its own trouble. */
export async function lives({ seed, lives: count, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  for (let one = seed; one < seed + count; one++) {
    const checked = await check(lifeOf(one, print));
    tally.add(`--seed ${one} --lives 1`, checked);
    if (checked.isApart) tally.count("not compared", 1);
  }
  return tally;
}

/** Lists that lag, and webhooks of which one in three is never even attempted: what people say is still heard. */
export async function deaf({ seed, lives: count, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  for (let one = seed; one < seed + count; one++) {
    const random = randomOf(one).fork("deaf");
    const trouble: Trouble = {
      ...NO_TROUBLE,
      lag: () => (random.chance(0.5) ? random.between(1, 30) * 1000 : 0),
      hook: () => (random.chance(0.33) ? "dropped" : undefined),
    };
    tally.add(`--mode deaf --seed ${one} --lives 1`, await check({ ...lifeOf(one, print), trouble }));
  }
  return tally;
}

/** Every seed twice: the same journal, to the last line. */
export async function twice({ seed, lives: count, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  for (let one = seed; one < seed + count; one++) {
    const [first, second] = [await live(lifeOf(one)), await live(lifeOf(one))];
    const isSame = first.world.journal.hash() === second.world.journal.hash();
    tally.add(`--mode twice --seed ${one} --lives 1`, {
      lived: first,
      problems: isSame ? [] : ["R33: another journal"],
    });
  }
  return tally;
}

const act = (after: number, by: string, does: Act["do"], fields: Partial<Act> = {}): Act => ({
  after,
  by,
  on: 0,
  do: does,
  ...fields,
});
const POLICY =
  'severities:\n  P1:\n    escalate: [{ after: 0m, notify: ["@erin"] }, { after: 90m, notify: ["@bob"] }]\n';
const HALF_AN_HOUR = 1800;

/** A P1 from its declaration to its post-mortem done, and an action item; long pauses, so that each act finds the app there. */
const CANONICAL: Script = {
  policy: POLICY,
  acts: [
    act(1200, "alice", "open", { text: "[P1] Checkout down", labels: ["incident"] }),
    act(4500, "bob", "comment", { text: "/ack looking at the database" }),
    act(HALF_AN_HOUR, "dave", "comment", { text: "/resolve" }),
    act(HALF_AN_HOUR, "bob", "comment", { text: "/action raise the pool @bob 2025-11-14" }),
    act(HALF_AN_HOUR, "carol", "comment", { text: "/status resolved rolled back" }),
    act(100_000, "bob", "fillReport"),
    act(HALF_AN_HOUR, "bob", "closeReport"),
  ],
};

/** As much of it as a test that runs with every change can afford. */
export const SHORT: Script = {
  policy: POLICY,
  acts: [
    act(1200, "alice", "open", { text: "[P1] Checkout down", labels: ["incident"] }),
    act(HALF_AN_HOUR, "bob", "comment", { text: "/cancel a false alarm" }),
  ],
};

/** Long enough for what a single blow leaves behind: two sweeps. */
const SHORT_PEACE = 21 * 60_000;

const impatient = (script: Script, trouble: Trouble, seed: number): LifeOptions => ({
  ...{ seed, script, trouble, patience: 0 },
  peace: SHORT_PEACE,
});

/** Dies at the edge with this number. */
function deathAt(edge: number, base: Trouble = NO_TROUBLE): Trouble {
  let count = 0;
  return { ...base, dies: () => (++count === edge ? { down: 30_000, isStoreLost: false } : undefined) };
}

/** One death at each edge of a life in which nothing else goes wrong. */
export async function crash({ seed, only, print, isFirstEnough }: Asked, script: Script = CANONICAL): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  const model = await live(impatient(script, NO_TROUBLE, seed));
  const edges = only ? [Number(only)] : Array.from({ length: model.world.troubled.edges }, (_, edge) => edge + 1);
  for (const edge of edges)
    tally.add(`--mode crash --only ${edge}`, await check({ ...impatient(script, deathAt(edge), seed), print }, model));
  tally.figures.edges = model.world.troubled.edges;
  return tally;
}

const ANSWERS: Record<string, Answer> = {
  "502-before": { kind: "5xx", isAfter: false },
  "502-after": { kind: "5xx", isAfter: true },
  "reset-after": { kind: "reset", isAfter: true },
  "hang-after": { kind: "hang", isAfter: true },
  secondary: { kind: "secondary", wait: 60 },
};

/** One answer of each kind at each call of a life in which nothing else goes wrong. */
export async function answers({ seed, only, print, isFirstEnough }: Asked, script: Script = CANONICAL): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  const model = await live(impatient(script, NO_TROUBLE, seed));
  const cases = Array.from({ length: model.world.troubled.calls }, (_, call) =>
    Object.keys(ANSWERS).map((kind) => `${call + 1}:${kind}`),
  ).flat();
  for (const one of only ? [only] : cases) {
    const [call, kind = ""] = one.split(":");
    let count = 0;
    const trouble: Trouble = { ...NO_TROUBLE, answer: () => (++count === Number(call) ? ANSWERS[kind] : undefined) };
    tally.add(`--mode answers --only ${one}`, await check({ ...impatient(script, trouble, seed), print }, model));
  }
  tally.figures["calls of the life"] = model.world.troubled.calls;
  return tally;
}

/** A death at some edge of a life in which all kinds of answers go wrong as well. */
export async function pairs({ seed, lives: count, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  const { edges } = (await live({ seed, script: CANONICAL, patience: 0 })).world.troubled;
  for (let one = seed; one < seed + count; one++) {
    const random = randomOf(one);
    const base = { ...troubleOf(random.fork("trouble")), hook: () => undefined, delay: () => undefined, step: () => 0 };
    const trouble = deathAt(random.between(1, edges), base);
    tally.add(`--mode pairs --seed ${one} --lives 1`, await check({ seed: one, script: CANONICAL, trouble, print }));
  }
  return tally;
}

/** The store is deleted at some moment of a life: the same deadlines afterwards, and nothing said again. */
export async function rebuild({ seed, lives: count, print, isFirstEnough }: Asked): Promise<Tried> {
  const tally = new Tally({ isFirstEnough });
  for (let one = seed; one < seed + count; one++) {
    const random = randomOf(one);
    const script = scriptOf(random.fork("script"));
    const whole = await live({ seed: one, script });
    const edge = random.between(1, whole.world.troubled.edges);
    let edges = 0;
    const trouble: Trouble = {
      ...NO_TROUBLE,
      dies: () => (++edges === edge ? { down: 1000, isStoreLost: true } : undefined),
    };
    const lived = await live({ seed: one, script, trouble, print });
    tally.add(`--mode rebuild --seed ${one} --lives 1`, await against(lived, script));
  }
  return tally;
}

async function against(lived: Lived, script: Script): Promise<Checked> {
  const broken = lived.world.broken.map(({ rule, what }) => `${rule}: ${what}`);
  if (broken.length > 0) return { lived, problems: broken, isApart: false };
  const model = await modelOf(lived, { seed: lived.world.seed, script });
  const { differences } = await import("./compare.ts");
  const found = differences(lived, model);
  return { lived, problems: (found ?? []).map((what) => `I11: ${what}`), isApart: !found };
}
