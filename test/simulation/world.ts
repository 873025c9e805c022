// The world of one life: the local GitHub with its people, the app's store and processes, time, and what goes wrong.
import { DateTime } from "luxon";
import type { Clock } from "../../src/adapters/clock.ts";
import { createSeal } from "../../src/adapters/seal.ts";
import type { Backend } from "../../src/adapters/store/backend.ts";
import type { Store } from "../../src/adapters/store/port.ts";
import { sqliteBackend } from "../../src/adapters/store/sqlite.ts";
import { labelLooks } from "../../src/domain/labels.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { type ApiRequest, type ApiResponse, createGitHub, type GitHub } from "../../src/playground/github/index.ts";
import { EVENTS, PEOPLE, PERMISSIONS, REPOSITORY } from "../../src/playground/stage.ts";
import { WEBHOOK_SECRET } from "../support/canaries.ts";
import { createHooks, type Hooks } from "./hooks.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createLog, type Log } from "./log.ts";
import { moveInto } from "./machine.ts";
import { type Process, startProcess } from "./process.ts";
import { type Random, randomOf } from "./random.ts";
import { createReading, type Reading } from "./reading.ts";
import { type Schedule, scheduleFrom } from "./schedule.ts";
import { NO_TROUBLE, type Trouble } from "./trouble.ts";

export { REPOSITORY };
export const APP = { id: 4711, slug: "tocsin" };
export const OURS = "tocsin[bot]";
export const SECRET = WEBHOOK_SECRET;
const pem = (what: string) => `-----BEGIN ${what} KEY-----\n${btoa("a key pair")}\n-----END ${what} KEY-----\n`;
export const PRIVATE_KEY = pem("PRIVATE");
export const START = Date.UTC(2025, 10, 10, 14, 30);
/** May read, like everybody; is nobody here. */
export const STRANGER = "mallory";
export const OTHER_BOT = "helper[bot]";

export const triggerOf = (policy: string | undefined): string =>
  policy?.includes("trigger: outage") ? "outage" : "incident";

/** The first rule that was broken, and when. */
export interface Broken {
  readonly rule: string;
  readonly what: string;
  readonly at: number;
}

export interface World {
  readonly seed: number;
  /** The label that makes an issue an incident here. */
  readonly trigger: string;
  /** Nothing ever went wrong here. */
  readonly isHealthy: boolean;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly github: GitHub;
  readonly journal: Journal;
  readonly log: Log;
  readonly hooks: Hooks;
  readonly reading: Reading;
  /** The clock of the app's machine: the true one and `skew`. */
  readonly appClock: Clock;
  backend: Backend;
  trouble: Trouble;
  process?: Process;
  skew: number;
  /** Stretches in which lists did not show what was new. */
  readonly lags: { from: number; until: number }[];
  /** The furthest the app's clock was ahead of the true one; ms. */
  ahead: number;
  edges: number;
  calls: number;
  kills: number;
  /** How many edges and calls there were while trouble was possible. */
  troubled: { edges: number; calls: number };
  storesLost: number;
  /** Successful turns since the world was last stirred. */
  clean: { sweep: number; redeliver: number };
  readonly broken: Broken[];
  /** Every time the app was through with an incident: when, and up to when it had heard everything by then. */
  readonly looks: { number: number; at: number; seenAt: number; clock: number }[];
  note(line: string): void;
  breaks(rule: string, what: string): void;
  /** Something happened that sweeps and redeliveries may have to find. */
  stir(): void;
  stirred(): Promise<void>;
  /** Another turn of this would find nothing: it has found nothing since the world was last stirred. */
  isIdle(duty: "sweep" | "redeliver"): boolean;
  /** A request was carried out by GitHub. */
  heard(request: ApiRequest, answer: ApiResponse): void;
  looked(finish: Parameters<Store["finish"]>): void;
  isFresh(path: string): boolean;
  kill(death: { down: number; isStoreLost: boolean }, edge: string): void;
  /** Moves the clock of the app's machine. */
  step(by: number): void;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly seed: number;
  readonly policy?: string;
  readonly trouble?: Trouble;
  readonly print?: (line: string) => void;
  /** `acme/…` or `acme-<n>/…`; the app is installed for each owner. */
  readonly repositories?: readonly string[];
}

/** A new world with its first process about to start. */
export function createWorld({
  seed,
  policy,
  trouble = NO_TROUBLE,
  print,
  repositories = [REPOSITORY],
}: WorldOptions): World {
  const random = randomOf(seed).fork("world");
  const journal = createJournal(print);
  let lagging: { from: number; until: number } = { from: 0, until: 0 };
  let waiting: (() => void)[] = [];
  const schedule = scheduleFrom(START);
  const appClock = { now: () => DateTime.fromMillis(schedule.now + world.skew, { zone: "utc" }) };
  const github = createGitHub({
    clock: { now: () => schedule.now },
    jwtClock: () => schedule.now,
    deliver: (hook) => world.hooks.deliver(hook),
    baseUrl: "http://github.test",
  });
  const fresh = new Map<string, number>();
  const world: World = {
    ...{
      seed,
      trigger: triggerOf(policy),
      isHealthy: trouble === NO_TROUBLE,
      schedule,
      random,
      github,
      journal,
      appClock,
      trouble,
      backend: sqliteBackend(":memory:"),
    },
    ...{
      skew: 0,
      lags: [],
      ahead: 0,
      edges: 0,
      calls: 0,
      kills: 0,
      troubled: { edges: 0, calls: 0 },
      storesLost: 0,
      clean: { sweep: 0, redeliver: 0 },
      broken: [],
      looks: [],
    },
    log: createLog(() => world),
    hooks: createHooks(() => world),
    reading: createReading(() => world, createSeal(SECRET)),
    note: (line) => journal.write(schedule.now, line),
    breaks(rule, what) {
      if (world.broken.length < 5) world.broken.push({ rule, what, at: schedule.now });
      world.note(`BROKEN ${rule}: ${what}`);
    },
    stir() {
      world.clean = { ...world.clean, sweep: 0 };
      const rung = waiting;
      waiting = [];
      for (const ring of rung) ring();
    },
    stirred: () => new Promise((resolve) => void waiting.push(resolve)),
    isIdle: (duty) => world.clean[duty] >= 1 && (duty === "sweep" ? world.hooks.held === 0 : !world.hooks.hasFailed),
    heard(request, answer) {
      // Of GraphQL we only ask.
      if (request.method === "GET" || /\/(access_tokens|graphql)$/.test(request.path)) return;
      const lag = world.trouble.lag();
      if (lag > 0) {
        lagging = { from: schedule.now, until: schedule.now + lag };
        world.lags.push(lagging);
      }
      if (request.method === "POST" && answer.status === 201) {
        const { id, number } = JSON.parse(answer.body) as { id?: number; number?: number };
        for (const made of [number, id]) if (made) fresh.set(String(made), schedule.now);
      }
      world.reading.heard(request, answer);
    },
    looked([{ number }, { memory }]) {
      // A lane beside the incident's own remembers nothing.
      if (number === 0 || memory === "") return;
      const { seenAt } = JSON.parse(memory) as { seenAt: number };
      const clock = schedule.now + world.skew;
      world.looks.push({ number, at: schedule.now, seenAt, clock });
    },
    isFresh(path) {
      const [, made] = /\/issues\/(?:comments\/)?(\d+)/.exec(path) ?? [];
      return schedule.now - (fresh.get(made ?? "") ?? 0) < 60_000;
    },
    kill(death, edge) {
      const { process } = world;
      if (!process || process.isDead) return;
      process.isDead = true;
      world.kills += 1;
      world.note(`killed at ${edge}, down for ${death.down} ms${death.isStoreLost ? ", its store is lost" : ""}`);
      schedule.at(schedule.now + death.down, () => void revive(world, death.isStoreLost));
    },
    step(by) {
      if (by === 0) return;
      world.skew += by;
      world.ahead = Math.max(world.ahead, world.skew);
      world.note(`the app's clock steps by ${by} ms`);
      world.stir();
      world.process?.poke();
    },
    async close() {
      if (world.process) world.process.isDead = true;
      await schedule.rest();
      await world.backend.db.destroy();
    },
  };
  moveInto(Object.assign(world, { random }));
  world.github.faults = {
    drop: (delivery) => world.hooks.isDropped(delivery),
    duplicate: () => world.trouble.isDoubled(),
    delay: (delivery) => world.hooks.hold(delivery),
    get listLag() {
      return schedule.now < lagging.until ? schedule.now - lagging.from : 0;
    },
  };
  populate(github, { repositories, policy, isKnown: random.chance(0.8) });
  startProcess(world, world.backend);
  return world;
}

async function revive(world: World, isStoreLost: boolean): Promise<void> {
  if (isStoreLost) {
    const old = world.backend;
    world.backend = sqliteBackend(":memory:");
    world.storesLost += 1;
    await old.db.destroy();
  }
  world.stir();
  startProcess(world, world.backend);
}

/** What people label with is there before the app is, and all of its labels if it has been here before. */
function prepareLabels(github: GitHub, isKnown: boolean): void {
  const all = labelLooks(DEFAULT_POLICY).map(({ name }) => name);
  const ours = isKnown ? all : all.filter((name) => name.startsWith("severity: "));
  const alice = github.as("alice");
  // On an issue of the past: only with one can a person make a label here.
  const labels = ["outage", "incident", ...ours];
  const number = alice.openIssue(REPOSITORY, { title: "Labels, to look at", body: "", labels });
  for (const trigger of ["outage", "incident"]) alice.removeLabel(REPOSITORY, number, trigger);
  alice.close(REPOSITORY, number);
}

interface Populated {
  readonly repositories: readonly string[];
  readonly policy?: string;
  readonly isKnown: boolean;
}

function populate(github: GitHub, { repositories, policy, isKnown }: Populated): void {
  github.addOrganization("acme", Object.keys(PEOPLE));
  github.addTeam("acme/sre", ["bob", "erin"]);
  github.addTeam("acme/cto", ["erin"]);
  const files: Record<string, string> = policy ? { ".github/tocsin.yml": policy } : {};
  for (const name of repositories) github.addRepository(name, { collaborators: PEOPLE, files });
  prepareLabels(github, isKnown);
  github.addRepository("zen/garden");
  github.addUser(STRANGER);
  github.addUser(OTHER_BOT, { type: "Bot" });
  github.addApp({ ...APP, publicKey: pem("PUBLIC"), webhookSecret: SECRET, permissions: PERMISSIONS, events: EVENTS });
  github.setWebhook(APP.id, "http://app.test/api/github/webhooks");
  for (const owner of new Set(repositories.map((name) => name.split("/")[0] ?? ""))) github.install(APP.id, owner);
}
