// Alerts taken in per second, each on the disk before it is answered: a thousand groups, told by two senders.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ROUTE } from "./alerts/webhook.ts";
import { startChild } from "./child.ts";
import { count, median, percentile, type Row } from "./row.ts";

const DOOR = new URL("./alerts/door.ts", import.meta.url);
const SENDER = new URL("./alerts/sender.ts", import.meta.url);
const ROUNDS = 5;
const GROUPS = 1000;

interface Sent {
  /** Milliseconds from the first request to the last answer. */
  readonly took: number;
  /** Milliseconds each answer took. */
  readonly answers: readonly number[];
}

export async function alerts(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const { child: door, first: port } = await startChild<number>(DOOR, folder);
  const { child: sender } = await startChild(SENDER);
  try {
    const rounds: Sent[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const sent = await sender.ask<Sent>({ port, from: round * GROUPS, count: GROUPS });
      // The first round warms up.
      if (round > 0) rounds.push(sent);
    }
    await door.end();
    checkStored(folder);
    return rowsOf(rounds);
  } finally {
    await Promise.all([door.end(), sender.end()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two tell of each group; what they tell is one thing. */
function checkStored(folder: string): void {
  const database = new DatabaseSync(join(folder, "tocsin.db"), { readOnly: true });
  const row = database.prepare("select count(*) as lanes from lane where key like ?").get(`alert:${ROUTE.name}:%`);
  database.close();
  const groups = (ROUNDS + 1) * GROUPS;
  if (row?.["lanes"] !== groups) throw new Error(`${groups} groups were told of, ${row?.["lanes"]} are in the store`);
}

function rowsOf(rounds: readonly Sent[]): Row[] {
  const rates = rounds.map(({ took }) => (2 * GROUPS * 1000) / took);
  const slowest = median(rounds.map(({ answers }) => percentile(answers, 99)));
  // Two senders that tell of a thousand groups in a minute.
  const needed = (2 * GROUPS) / 60;
  return [
    {
      what: `alerts taken in, 1,000 groups x 2 senders, SQLite, p99 ${slowest.toFixed(0)} ms`,
      measured: `${count(median(rates))} alerts/s`,
      yardstick: `1,000 groups x 2 in 60 s: ${count(needed)}/s`,
      ratio: median(rates) / needed,
      aim: "≥ 1",
    },
  ];
}
