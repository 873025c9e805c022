// One life: people act, the world gives trouble, then everything is left in peace and has to be as it should.
import { type Act, type Cast, perform } from "./acts.ts";
import { finalRules, type Picture, pictureOf } from "./rules.ts";
import type { Script } from "./script.ts";
import { NO_TROUBLE } from "./trouble.ts";
import { createWorld, REPOSITORY, type World, type WorldOptions } from "./world.ts";

/** What somebody did when; `isDone` is false when it was not possible. */
export interface Done {
  readonly at: number;
  readonly act: Act;
  readonly isDone: boolean;
  /** False when the app had not heard of what was done before, and patience was over. */
  readonly isHeard: boolean;
}

export interface Lived {
  readonly world: World;
  readonly cast: Cast;
  readonly done: readonly Done[];
  readonly pictures: readonly Picture[];
  readonly endedAt: number;
}

export interface LifeOptions extends WorldOptions {
  readonly script: Script;
  /** People wait until the app has heard of what they did before; ms they wait at most. */
  readonly patience?: number;
  /** How long everything is left in peace at the end; ms. */
  readonly peace?: number;
  /** What was done in another world is done again here, at the very same moments, until the same end. */
  readonly replay?: Pick<Lived, "done" | "endedAt">;
  /** Looks at the world before it ends. */
  readonly last?: (lived: Lived) => Promise<void>;
}

/** Without trouble everything has to come to rest within this; ms. */
const PEACE = 45 * 60_000;
const TRIGGERS = ["incident", "outage"];
const LOOK_EVERY = 30_000;

export async function live(options: LifeOptions): Promise<Lived> {
  const world = createWorld({ ...options, policy: options.script.policy });
  const cast: Cast = { incidents: [], comments: [] };
  const done: Done[] = [];
  let lived: Lived | undefined;
  const story = async () => {
    if (options.replay) await playAgain(options.replay, { world, cast, done });
    else await play(options, { world, cast, done });
    const endedAt = options.replay?.endedAt ?? world.schedule.now + (options.peace ?? PEACE);
    await peace(world, endedAt);
    lived = { world, cast, done, endedAt, pictures: cast.incidents.map((number) => pictureOf(world, number)) };
    await finalRules(lived);
    await options.last?.(lived);
    isOver = true;
  };
  let isOver = false;
  story().catch((error: Error) => {
    world.breaks("I16", `the simulation itself: ${error.stack}`);
    isOver = true;
  });
  steps(world);
  const hasEnded = await world.schedule.run(() => isOver || world.broken.length > 0);
  if (!hasEnded) world.breaks("I15", "nothing is left to happen, and the life has not ended");
  lived ??= { world, cast, done, endedAt: world.schedule.now, pictures: [] };
  await world.close();
  return lived;
}

interface Stage {
  readonly world: World;
  readonly cast: Cast;
  readonly done: Done[];
}

async function play({ script, patience = 40 * 60_000 }: LifeOptions, stage: Stage): Promise<void> {
  const { world } = stage;
  for (const act of script.acts) {
    await world.schedule.sleep(act.after * 1000);
    const isHeard = patience === 0 || (await heard(stage, world.schedule.now + patience));
    doIt(act, stage, isHeard);
  }
}

async function playAgain({ done }: Pick<Lived, "done">, stage: Stage): Promise<void> {
  for (const { at, act, isDone } of done) {
    await stage.world.schedule.sleep(at - stage.world.schedule.now);
    // What was impossible there may be possible here, and the other way round: what was done is what is compared.
    if (isDone) doIt(act, stage, true);
    else stage.done.push({ at, act, isDone, isHeard: true });
  }
}

function doIt(act: Act, { world, cast, done }: Stage, isHeard: boolean): void {
  const isDone = perform(act, cast, world);
  world.note(
    `${act.by} ${act.do} #${cast.incidents[act.on] ?? "?"} ${JSON.stringify(act.text ?? act.labels ?? act.nth ?? "")} ${isDone ? "" : "(impossible)"}`,
  );
  done.push({ at: world.schedule.now, act, isDone, isHeard });
  if (isDone) world.stir();
}

/** Until the app has seen everything that was done; false when patience ends before. Who knows what it has seen looks into its store. */
async function heard(stage: Stage, until: number): Promise<boolean> {
  const { schedule } = stage.world;
  while (schedule.now < until) {
    if (await hasHeard(stage)) return true;
    await schedule.sleep(LOOK_EVERY);
  }
  return false;
}

async function hasHeard({ world, cast, done }: Stage): Promise<boolean> {
  const store = world.process?.store;
  if (!store || world.process?.isDead || world.hooks.held > 0) return false;
  world.schedule.begin();
  const [lanes, due] = [await store.lanes(REPOSITORY), await store.nextDue()];
  world.schedule.end();
  if (due !== undefined && due - world.skew <= world.schedule.now) return false;
  return cast.incidents.every((number, on) => {
    const labels = world.reading.thread(number)?.labels ?? [];
    if (!labels.some((label) => TRIGGERS.includes(label))) return true;
    const memory = lanes.find((lane) => lane.number === number)?.memory;
    const last = done.findLast(({ act, isDone }) => isDone && act.on === on)?.at ?? 0;
    // While lists lag nobody sees what is new: who looked after that has seen it.
    const hidden = world.lags.filter(({ from, until }) => from <= last && last <= until).map(({ until }) => until);
    const visibleAt = Math.max(last, ...hidden);
    return memory !== undefined && (JSON.parse(memory) as { seenAt: number }).seenAt >= visibleAt;
  });
}

/** Trouble ends, the dead come back, the clock is right again; everything has to come to rest. */
async function peace(world: World, until: number): Promise<void> {
  world.troubled = { edges: world.edges, calls: world.calls };
  world.trouble = NO_TROUBLE;
  world.note("peace");
  world.step(-world.skew);
  world.stir();
  await world.schedule.sleep(until - world.schedule.now);
}

/** Now and then the app's own clock is set. */
function steps(world: World): void {
  world.schedule.at(world.schedule.now + 3_600_000, () => {
    world.step(world.trouble.step());
    steps(world);
  });
}
