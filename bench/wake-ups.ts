// Wake-ups per second with 100,000 incidents waiting, against bare SQLite; and the memory of a process that holds them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../src/adapters/store/open.ts";
import { startChild } from "./child.ts";
import { count, median, type Row } from "./row.ts";
import { openBare } from "./wake-ups/bare.ts";
import { BATCH, DUE_PER_ROUND, fill, ROUNDS, WAITING, wakeUp } from "./wake-ups/lanes.ts";

const HOLDER = new URL("./wake-ups/holder.ts", import.meta.url);
const EMPTY = new URL("./wake-ups/empty.ts", import.meta.url);
const HELD = `${count(WAITING)} incidents waiting`;

export async function wakeUps(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  try {
    return [await speed(folder), await memory(folder)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function speed(folder: string): Promise<Row> {
  const store = await openStore({ dataDir: folder });
  const bare = openBare(folder);
  try {
    await fill(store);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let now = 1; now <= ROUNDS; now++) {
      ours.push(await perSecond(() => wakeUp(store, now, WAITING)));
      theirs.push(await perSecond(async () => bare.wakeUp(now)));
    }
    return {
      what: `wake-ups, ${HELD}, ${count(ROUNDS * DUE_PER_ROUND)} due, ${BATCH} at once`,
      measured: `${count(median(ours))}/s`,
      yardstick: `bare node:sqlite, as many rows and commits: ${count(median(theirs))}/s`,
      ratio: median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))),
      aim: "",
    };
  } finally {
    bare.close();
    await store.close();
  }
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  const woken = await work();
  if (woken !== DUE_PER_ROUND) throw new Error(`${DUE_PER_ROUND} were due, ${woken} were woken`);
  return woken / ((performance.now() - begun) / 1000);
}

async function memory(folder: string): Promise<Row> {
  const ours = await residentIn(HOLDER, folder);
  const empty = await residentIn(EMPTY);
  return {
    what: `memory (RSS) of the app, ${HELD}`,
    measured: `${ours.toFixed(0)} MB`,
    yardstick: `a Node process that does nothing: ${empty.toFixed(0)} MB`,
    ratio: ours / empty,
    aim: "< 150 MB",
  };
}

async function residentIn(file: URL, ...args: string[]): Promise<number> {
  const { child, first } = await startChild<number>(file, ...args);
  await child.end();
  return first / 1e6;
}
