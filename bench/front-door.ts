// Webhooks accepted per second, each on the disk before it is answered, against Octokit's middleware which keeps nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Child, startChild } from "./child.ts";
import type { Job } from "./front-door/load.ts";
import { type BenchPostgres, startPostgres } from "./postgres.ts";
import { count, median, type Row } from "./row.ts";

const OCTOKIT = new URL("./front-door/octokit.ts", import.meta.url);
const TOCSIN = new URL("./front-door/tocsin.ts", import.meta.url);
const LOAD = new URL("./front-door/load.ts", import.meta.url);
const ROUNDS = 9;
const REQUESTS = 6000;

export async function frontDoor(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const postgres = await startPostgres().catch(sayWhyNot);
  const children: Child[] = [];
  const start = async (file: URL, ...args: string[]) => {
    const { child, first } = await startChild<number>(file, ...args);
    children.push(child);
    return { child, port: first };
  };
  try {
    const servers = [await start(OCTOKIT), await start(TOCSIN, folder)];
    if (postgres) servers.push(await start(TOCSIN, folder, postgres.url));
    const ports = servers.map(({ port }) => port);
    const { child: load } = await start(LOAD);
    const rates = await play(load, ports);
    await Promise.all(children.splice(0).map((child) => child.end()));
    checkStored(folder);
    return rowsOf(rates);
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One list of rates per server. The first round warms up; each round begins with another server. */
async function play(load: Child, ports: readonly number[]): Promise<number[][]> {
  const rates: number[][] = ports.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    const order = ports.map((_, i) => (i + round) % ports.length);
    const job: Job = { ports: order.map((i) => ports[i] ?? 0), from: round * REQUESTS + 1, count: REQUESTS };
    const measured = await load.ask<number[]>(job);
    if (round > 0) for (const [at, i] of order.entries()) rates[i]?.push(measured[at] ?? 0);
  }
  return rates;
}

/** A front door that answers 202 and keeps nothing would win every race. */
function checkStored(folder: string): void {
  const database = new DatabaseSync(join(folder, "tocsin.db"), { readOnly: true });
  const row = database.prepare("select count(*) as stored from inbox").get();
  database.close();
  const sent = (ROUNDS + 1) * REQUESTS;
  if (row?.["stored"] !== sent) throw new Error(`${sent} webhooks were accepted, ${row?.["stored"]} are in the store`);
}

function rowsOf([bare = [], ...ours]: number[][]): Row[] {
  const names = [
    ["SQLite, synchronous = FULL", "≥ 0.8"],
    ["PostgreSQL, fsync on", ""],
  ];
  return ours.map((rates, i) => ({
    what: `front door, 50 connections, 12 kB signed, ${names[i]?.[0]}`,
    measured: `${count(median(rates))} webhooks/s`,
    yardstick: `bare @octokit/webhooks, nothing stored: ${count(median(bare))}/s`,
    ratio: median(rates.map((rate, round) => rate / (bare[round] ?? Number.NaN))),
    aim: names[i]?.[1] ?? "",
  }));
}

function sayWhyNot(error: unknown): BenchPostgres | undefined {
  process.stderr.write(`without PostgreSQL: ${error instanceof Error ? error.message : String(error)}\n`);
  return undefined;
}
