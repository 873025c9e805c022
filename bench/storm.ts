// A storm of webhooks on the real process, one in a hundred about an incident: all are taken in time, none is lost.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deliver } from "../src/playground/github/index.ts";
import { audit, lostOf } from "./life/audit.ts";
import { freePort, type Running, startProcess } from "./life/process.ts";
import { postgresUnderTest, type StoreUnderTest, sqliteUnderTest } from "./life/store.ts";
import { createTown, type Town } from "./life/town.ts";
import { percentile, count as print, type Row } from "./row.ts";
import type { Order, Report, Sample } from "./storm/sender.ts";

const SENDER = new URL("./storm/sender.ts", import.meta.url);
/** Webhooks a second. */
const RATE = 200;
/** Each incident is opened with a label: two webhooks. One a second is one webhook in a hundred. */
const INCIDENTS_PER_SECOND = RATE / 100 / 2;
/** What waits for its turn at the end may take so long; milliseconds. */
const PATIENCE = 60_000;
const MEGABYTE = 1e6;

export async function storm(seconds = 60): Promise<Row[]> {
  const rows: Row[] = [];
  for (const open of [sqliteUnderTest, postgresUnderTest]) {
    const store = await open();
    try {
      rows.push(await stormOn(store, seconds));
    } finally {
      await store.remove();
    }
  }
  return rows;
}

async function stormOn(store: StoreUnderTest, seconds: number): Promise<Row> {
  const port = await freePort();
  const sender = fork(SENDER, [String(port)], { execArgv: ["--disable-warning=ExperimentalWarning"] });
  await once(sender, "message");
  const answers = answersOf(sender);
  const town = await createTown({ deliver: answers.deliver });
  const variables = { ...town.variables, ...store.variables, LOG_LEVEL: "warn", SWEEP_INTERVAL: "1h" };
  const running = startProcess(variables, port, join(store.folder, "log"));
  try {
    await running.ready();
    town.point("http://sender.test");
    town.openIncident();
    await town.github.settled();
    const order: Order = { kind: "storm", rate: RATE, count: seconds * RATE, of: sampleOf(town) };
    // What was stalled while it started is not what is asked.
    await stallOf(running);
    sender.send(order);
    for (let i = 0; i < seconds * INCIDENTS_PER_SECOND; i++) {
      town.openIncident();
      await sleep(1000 / INCIDENTS_PER_SECOND);
    }
    const report = await answers.over;
    const stall = await stallOf(running);
    const settled = await settledIn(town);
    const memory = running.memory();
    await running.end("SIGTERM");
    const { lost } = lostOf(town, await store.done());
    const unanswered = audit(town).missing.length;
    return rowOf(store.name, { report, stall, settled, memory: memory.most, lost: lost.length + unanswered });
  } finally {
    if (sender.connected) sender.disconnect();
    await town.close();
    if (isAlive(running)) await running.end("SIGKILL");
  }
}

/** The town's webhooks go by way of the sender, among all the others. */
function answersOf(sender: ChildProcess) {
  const waiting = new Map<number, (status: number) => void>();
  const { promise, resolve: finish } = Promise.withResolvers<Extract<Report, { kind: "over" }>>();
  sender.on("message", (report: Report) => {
    if (report.kind === "over") finish(report);
    else waiting.get(report.id)?.(report.status);
  });
  let last = 0;
  const deliver: Deliver = ({ headers, body }) =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, (status) => resolve({ status }));
      sender.send({ kind: "send", id, headers, body } satisfies Order);
    });
  return { deliver, over: promise };
}

/** Whose webhooks the noise is to be: those of a repository that has an incident. */
function sampleOf({ github }: Town): Sample {
  const { installation, repository } = github.deliveries.at(-1)?.payload ?? {};
  return { installation, repository };
}

/** The 99th percentile of how long the process's event loop was held up since it was last asked; milliseconds. */
async function stallOf({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]) * 1000;
}

async function settledIn(town: Town): Promise<number> {
  const begun = performance.now();
  while (audit(town).missing.length > 0 && performance.now() - begun < PATIENCE) await sleep(250);
  return performance.now() - begun;
}

function isAlive({ pid }: Running): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

interface Outcome {
  readonly report: Extract<Report, { kind: "over" }>;
  readonly stall: number;
  readonly settled: number;
  readonly memory: number;
  readonly lost: number;
}

function rowOf(name: string, { report, stall, settled, memory, lost }: Outcome): Row {
  const { milliseconds, statuses } = report;
  const wrong = Object.entries(statuses).filter(([status]) => !/^2/.test(status));
  const took = (share: number) => `${percentile(milliseconds, share).toFixed(0)} ms`;
  return {
    what: `storm, ${RATE} webhooks/s for ${(milliseconds.length / RATE).toFixed(0)} s, 1 % relevant, ${name}`,
    measured:
      `${lost} lost, ${wrong.reduce((sum, [, times]) => sum + times, 0)} without 2xx, answered p50 ${took(50)}, ` +
      `p99 ${took(99)}, at most ${took(100)}; RSS at most ${(memory / MEGABYTE).toFixed(0)} MB, event loop stalled p99 ${stall.toFixed(0)} ms`,
    yardstick: `${print(milliseconds.length)} webhooks (${statuses["202"] ?? 0} × 202); every card in place ${(settled / 1000).toFixed(1)} s after the last`,
    ratio: undefined,
    aim: "0, 0; p99 < 500 ms; < 300 MB",
  };
}
