// One process of the app: it starts, works, sweeps, and may be killed at any edge. What it began then acts on nothing any more.
import type { Logger } from "pino";
import { createProbot } from "../../src/adapters/github/client.ts";
import type { Backend } from "../../src/adapters/store/backend.ts";
import { startOn } from "../../src/adapters/store/open.ts";
import type { Store } from "../../src/adapters/store/port.ts";
import tocsin, { type Tocsin } from "../../src/index.ts";
import { networkOf } from "./network.ts";
import { APP, PRIVATE_KEY, SECRET, type World } from "./world.ts";

export interface Process {
  readonly generation: number;
  isDead: boolean;
  /** Undefined until it has started. */
  app?: Tocsin;
  /** The store without the gate, for whoever looks from outside. */
  store?: Store;
  /** Something is due: look at once. */
  poke(): void;
  /** An edge between the process and the world; never resolves once it is dead. */
  edge(name: string): Promise<void>;
}

/** How long nobody notices that something is due; ms, as in the runner. */
const POLL = 500;
const SWEEP_EVERY = 600_000;
const REDELIVER_EVERY = 300_000;
/** While nothing at all happens, only one in so many turns is taken: the others would find the same. */
const IDLE_TURNS = 36;

const never = (): Promise<never> => new Promise(() => {});

/** Starts a process on a store; it is `world.process` until it dies. */
export function startProcess(world: World, backend: Backend): Process {
  let ring = () => {};
  const process: Process = {
    generation: (world.process?.generation ?? 0) + 1,
    isDead: false,
    poke: () => ring(),
    async edge(name) {
      if (process.isDead) return doomed(name);
      world.edges += 1;
      const death = world.trouble.dies(name);
      if (!death) return;
      world.kill(death, name);
      return doomed(name);
    },
  };
  world.process = process;
  const bell = () => new Promise<void>((resolve) => (ring = resolve));
  void live({ world, process, bell }, backend);
  return process;
}

/** Octokit shares requests for tokens between its clients, in a table of the module: those must end, or the next process waits for them. */
function doomed(edge: string): Promise<never> {
  return edge.includes("/access_tokens") ? Promise.reject(new Error("the process is dead")) : never();
}

interface Life {
  readonly world: World;
  readonly process: Process;
  bell(): Promise<void>;
}

async function live(life: Life, backend: Backend): Promise<void> {
  const { world, process } = life;
  world.schedule.begin();
  process.store = await startOn(backend);
  world.schedule.end();
  const store = gated(process.store, life);
  const probot = createProbot({
    appId: APP.id,
    privateKey: PRIVATE_KEY,
    secret: SECRET,
    baseUrl: world.github.baseUrl,
    log: world.log as unknown as Logger,
    fetch: networkOf(world, process),
  });
  const options = { store, clock: world.appClock, secret: SECRET, settle: 60_000 };
  for (;;) {
    const app = await tocsin(probot, options).catch(() => undefined);
    if (process.isDead) return;
    // It could not start and ended; whoever watches over it starts it again.
    if (!app) await world.schedule.sleep(5000);
    else {
      process.app = app;
      break;
    }
  }
  world.note(`${process.generation} started`);
  void working(life, process.app);
  void repeating(life, { name: "sweep", every: SWEEP_EVERY, run: process.app.sweep });
  void repeating(life, { name: "redeliver", every: REDELIVER_EVERY, run: process.app.redeliver });
}

/** As the runner does: at once when poked, else when the next moment has come, noticed within half a second. */
async function working({ world, process, bell }: Life, app: Tocsin): Promise<void> {
  const { schedule } = world;
  const begun = schedule.now;
  while (!process.isDead) {
    const rung = bell();
    await app.work().catch((error) => world.log.error({ err: error }, "the store cannot be worked from"));
    if (process.isDead) return;
    schedule.begin();
    const due = await process.store?.nextDue();
    schedule.end();
    if (due !== undefined) {
      const moment = Math.max(due - world.skew, schedule.now + 1);
      schedule.at(begun + Math.ceil((moment - begun) / POLL) * POLL, process.poke);
    }
    await rung;
  }
}

async function repeating(
  { world, process }: Life,
  duty: { name: "sweep" | "redeliver"; every: number; run(): Promise<unknown> },
) {
  const { schedule } = world;
  for (let turn = schedule.now; !process.isDead; ) {
    if (duty.name === "redeliver") world.hooks.hasFailed = false;
    const isClean = await duty.run().then(
      () => true,
      (error) => void world.log.error({ err: error, duty: duty.name }, "failed; the next turn follows"),
    );
    if (process.isDead) return;
    if (isClean) world.clean[duty.name] += 1;
    process.poke();
    const turns = world.isIdle(duty.name) ? IDLE_TURNS : 1;
    const next = turn + duty.every * Math.max(turns, Math.ceil((schedule.now - turn + 1) / duty.every));
    await Promise.race([schedule.sleep(next - schedule.now), turns > 1 ? world.stirred() : never()]);
    // Whatever stirred the world is met by the next turn of the grid, as it would have been without the leap.
    const wait = (duty.every - ((schedule.now - turn) % duty.every)) % duty.every;
    if (wait > 0) await schedule.sleep(wait);
    turn = schedule.now;
  }
}

/** The store as the process has it: each call has an edge before and after, and may fail on either side of its effect. */
function gated(store: Store, { world, process }: Life): Store {
  const { schedule } = world;
  const guard = (name: string, call: (...parts: unknown[]) => Promise<unknown>) =>
    async function guarded(...parts: unknown[]): Promise<unknown> {
      await process.edge(`store ${name}`);
      const fault = world.trouble.store(name);
      if (fault) world.note(`${process.generation} store ${name} fails ${fault}`);
      if (fault === "before") throw new Error("the store cannot be reached");
      schedule.begin();
      const result = await call(...parts).finally(schedule.end);
      if (name === "finish" && result) world.looked(parts as unknown as Parameters<Store["finish"]>);
      await process.edge(`store ${name} done`);
      if (fault === "after") throw new Error("the connection to the store was lost");
      return result;
    };
  const calls = Object.entries(store).map(([name, call]) => [name, guard(name, call)]);
  return Object.fromEntries(calls) as Store;
}
