// From the webhook to the card in place, against the round trips to GitHub which that takes one after the other.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../src/adapters/store/open.ts";
import type { Store } from "../src/adapters/store/port.ts";
import { type Runner, run } from "../src/app/runner.ts";
import { createStage, REPOSITORY, type Stage } from "../src/playground/stage.ts";
import { log } from "./app.ts";
import { median, type Row } from "./row.ts";

/** What one answer of GitHub takes at least; milliseconds. */
const LATENCY = 20;
/** After this long, in ms, no card is coming. */
const PATIENCE = 10_000;
const INCIDENTS = 25;
/** Incidents before that: the token, the policy and the templates are cached then, the code is compiled. */
const WARM_UP = 10;

/** One request as GitHub saw it; milliseconds. */
interface Seen {
  readonly begun: number;
  readonly ended: number;
  readonly isCard: boolean;
}

interface Reaction {
  readonly milliseconds: number;
  /** Requests that had to wait for each other. */
  readonly requests: number;
  /** What a bare request took just before. */
  readonly roundTrip: number;
}

export async function reaction(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const store = await openStore({ dataDir: folder });
  let runner: Runner | undefined;
  const stage = await createStage({ store: announcing(store, () => runner?.poke()) });
  runner = run({ crew: stage.app, periodic: [], log, now: Date.now });
  try {
    const seen = slowDown(stage);
    const reactions: Reaction[] = [];
    for (let i = 0; i < WARM_UP + INCIDENTS; i++) {
      const roundTrip = await oneRoundTrip(stage);
      reactions.push({ roundTrip, ...(await oneIncident(stage, seen)) });
    }
    return [rowOf(reactions.slice(WARM_UP))];
  } finally {
    await runner.stop();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Wakes the worker as soon as something is stored, as main.ts does. */
function announcing(store: Store, tell: () => void): Store {
  return { ...store, accept: (deliveries, now) => store.accept(deliveries, now).then(tell) };
}

/** GitHub as far away as GitHub is; returns the list into which it writes what it was asked. */
function slowDown({ github }: Stage): Seen[] {
  const seen: Seen[] = [];
  const answer = github.request;
  github.request = async (request) => {
    const begun = performance.now();
    await sleep(LATENCY);
    const response = await answer(request);
    const isCard = request.method === "POST" && request.path.endsWith("/comments");
    seen.push({ begun, ended: performance.now(), isCard });
    return response;
  };
  return seen;
}

/** The same wire and the same wait, without an app; milliseconds. */
async function oneRoundTrip({ github }: Stage): Promise<number> {
  const begun = performance.now();
  await (await fetch(`${github.baseUrl}/app`)).text();
  return performance.now() - begun;
}

async function oneIncident(stage: Stage, seen: Seen[]): Promise<Omit<Reaction, "roundTrip">> {
  // Time passes, so that no limit of GitHub is met; not so much that a policy has to be read again.
  stage.clock.set(+stage.clock.now() + 10_000);
  seen.length = 0;
  const begun = performance.now();
  stage.github.as("alice").openIssue(REPOSITORY, { title: "Checkout is down", labels: ["incident"] });
  const card = await cardIn(seen);
  // Nothing of this one may be left to be done during the next one.
  await sleep(10 * LATENCY);
  await stage.quiet();
  return { milliseconds: card.ended - begun, requests: longestChain(seen.filter(({ ended }) => ended <= card.ended)) };
}

async function cardIn(seen: readonly Seen[]): Promise<Seen> {
  for (const begun = performance.now(); performance.now() < begun + PATIENCE; await sleep(LATENCY)) {
    const card = seen.find(({ isCard }) => isCard);
    if (card) return card;
  }
  throw new Error(`no card was posted within ${PATIENCE} ms`);
}

/** Requests that overlap are one round trip. */
function longestChain(seen: readonly Seen[]): number {
  let free = Number.NEGATIVE_INFINITY;
  let length = 0;
  for (const { begun, ended } of seen.toSorted((a, b) => a.ended - b.ended)) {
    if (begun < free) continue;
    free = ended;
    length++;
  }
  return length;
}

function rowOf(reactions: readonly Reaction[]): Row {
  const medianOf = (read: (one: Reaction) => number) => median(reactions.map(read));
  const requests = medianOf((one) => one.requests);
  const roundTrip = medianOf((one) => one.roundTrip);
  return {
    what: "reaction, from the webhook to the card in place",
    measured: `${medianOf((one) => one.milliseconds).toFixed(0)} ms`,
    yardstick: `${requests} requests in turn, ${roundTrip.toFixed(1)} ms each: ${(requests * roundTrip).toFixed(0)} ms`,
    ratio: medianOf((one) => one.milliseconds / (one.requests * one.roundTrip)),
    aim: "≤ 1.3",
  };
}
