// The real process ended again and again while people work: killed outright, or asked to stop. Nothing may be lost or said twice.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Audit, audit, lostOf } from "./life/audit.ts";
import { freePort, type Running, startProcess } from "./life/process.ts";
import { postgresUnderTest, type StoreUnderTest, sqliteUnderTest } from "./life/store.ts";
import { createTown, type Town } from "./life/town.ts";
import { percentile, type Row } from "./row.ts";

/** Short, so that the end of a bench is not spent waiting; a local GitHub has nothing to settle. */
const SETTLE = "3s";
const INTERVALS = { SETTLE, SWEEP_INTERVAL: "5s", REDELIVERY_INTERVAL: "10s", LOG_LEVEL: "warn" };
/** Reminders that come due in the midst of it: three calls, and a breach that brings the third. */
const POLICY = `severities:
  P1:
    response: 20s
    escalate: [{ after: 6s, notify: ["@bob"] }, { after: 12s, notify: ["@alice"] }, { after: 18s, notify: ["@bob"] }]
`;
const REMINDERS = 4;
/** Milliseconds: a process lives at most this long once it is ready, and a young one is ended before it is. */
const LONGEST_LIFE = 1500;
const YOUNG = 700;
/** Acts a second, all people together. */
const ACTS = 4;
/** So much in one installation would be more than GitHub allows, and the app would rightly take its time. */
const OWNERS = 20;
/** What was done by one that died before it could say so is looked at again after its lease of 30 s; milliseconds. */
const LEASE_OVER = 35_000;
/** How long what is left to do may take at the end; milliseconds. */
const PATIENCE = 180_000;

type Ending = "SIGKILL" | "SIGTERM";

export const kills = (count = 200): Promise<Row[]> => onBoth("SIGKILL", count);
export const sigterm = (count = 50): Promise<Row[]> => onBoth("SIGTERM", count);

async function onBoth(ending: Ending, count: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const open of [sqliteUnderTest, postgresUnderTest]) {
    const store = await open();
    try {
      rows.push(await endAgainAndAgain(store, ending, count));
    } finally {
      await store.remove();
    }
  }
  return rows;
}

interface Lives {
  readonly readyAfter: number[];
  readonly endings: { took: number; how: number | string | null }[];
}

async function endAgainAndAgain(store: StoreUnderTest, ending: Ending, count: number): Promise<Row> {
  const town = await createTown({ policy: POLICY, owners: OWNERS });
  const port = await freePort();
  const start = () =>
    startProcess({ ...town.variables, ...store.variables, ...INTERVALS }, port, join(store.folder, "log"));
  town.point(`http://127.0.0.1:${port}`);
  const isOver = new AbortController();
  const people = work(town, isOver.signal);
  const lives: Lives = { readyAfter: [], endings: [] };
  let running: Running | undefined;
  try {
    for (let i = 0; i < count; i++) {
      running = start();
      // One in five does not live to be ready.
      if (i % 5 === 4) await sleep(Math.random() * YOUNG);
      else {
        lives.readyAfter.push(await running.ready());
        await sleep(Math.random() * LONGEST_LIFE);
      }
      lives.endings.push(await running.end(ending));
      if (i % 20 === 19) process.stderr.write(`${store.name}: ${i + 1} of ${count}\n`);
    }
    isOver.abort();
    await people;
    running = start();
    lives.readyAfter.push(await running.ready());
    await settled(town);
    await sleep(LEASE_OVER);
    const found = audit(town, REMINDERS);
    await running.end("SIGTERM");
    running = undefined;
    return rowOf(store, { ending, lives, town, found, ...lostOf(town, await store.done()) });
  } finally {
    isOver.abort();
    await running?.end("SIGKILL");
    await town.close();
  }
}

/** People at work until they are told to stop: now and then a new incident, else a command on one of the last ones. */
async function work(town: Town, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const recent = town.incidents.slice(-20);
    const place = recent[Math.floor(Math.random() * recent.length)];
    if (!place || Math.random() < 0.06) town.openIncident();
    else town.type(place, Math.random() < 0.2);
    await sleep((Math.random() * 2000) / ACTS);
  }
}

/** Until the audit finds that nothing more is missing, or patience is at its end. */
async function settled(town: Town): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (audit(town, REMINDERS).missing.length > 0 && performance.now() < until) await sleep(1000);
}

interface Outcome {
  readonly ending: Ending;
  readonly lives: Lives;
  readonly town: Town;
  readonly found: Audit;
  readonly accepted: number;
  readonly lost: readonly string[];
}

function rowOf(store: StoreUnderTest, { ending, lives, town, found, accepted, lost }: Outcome): Row {
  for (const [what, lines] of Object.entries({ ...found, lost }))
    if (Array.isArray(lines)) for (const line of lines.slice(0, 10)) process.stderr.write(`  ${what}: ${line}\n`);
  const { readyAfter, endings } = lives;
  const slowest = Math.max(...endings.map(({ took }) => took));
  const unclean = endings.filter(({ how }) => how !== 0).length;
  const exits =
    ending === "SIGKILL"
      ? ""
      : `, exit p50 ${seconds(
          percentile(
            endings.map(({ took }) => took),
            50,
          ),
        )}, at most ${seconds(slowest)}, ${unclean} not with 0`;
  return {
    what: `${endings.length} × ${ending} under load, ${store.name}`,
    measured:
      `${lost.length} accepted lost, ${found.missing.length} unanswered, ${found.doubled.length} doubled${exits}, ` +
      `ready again p50 ${seconds(percentile(readyAfter, 50))}, p99 ${seconds(percentile(readyAfter, 99))}`,
    yardstick:
      `${accepted} webhooks accepted; ${town.incidents.length} incidents, ${town.typed.length} commands, ` +
      `${found.reminders} reminders; SETTLE ${SETTLE}`,
    ratio: undefined,
    aim: ending === "SIGKILL" ? "0, 0, 0; p99 < 5 s" : "0, 0, 0; exit ≤ 10 s",
  };
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
