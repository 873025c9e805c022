// What three processes on one PostgreSQL cost while nothing happens, and how late they notice that something is due.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort, type Running, startProcess } from "./life/process.ts";
import { postgresUnderTest } from "./life/store.ts";
import { createTown } from "./life/town.ts";
import { percentile, type Row } from "./row.ts";

const REPLICAS = 3;
/** Lanes that come due, one after the other, at moments nobody knows beforehand. */
const LANES = 200;

interface Scene {
  readonly all: readonly Running[];
  readonly client: pg.Client;
  readonly seconds: number;
}

export async function idle(seconds = 30): Promise<Row[]> {
  const store = await postgresUnderTest();
  const town = await createTown();
  const all: Running[] = [];
  const client = new pg.Client(store.url);
  try {
    for (let i = 0; i < REPLICAS; i++) {
      const variables = { ...town.variables, ...store.variables, LOG_LEVEL: "silent" };
      all.push(startProcess(variables, await freePort(), join(store.folder, `log-${i}`)));
    }
    await Promise.all(all.map((one) => one.ready()));
    await client.connect();
    await sleep(2000);
    return [await cost({ all, client, seconds }), await lateness(client, seconds)];
  } finally {
    await client.end();
    await Promise.all(all.map((one) => one.end("SIGKILL")));
    await town.close();
    await store.remove();
  }
}

async function cost({ all, client, seconds }: Scene): Promise<Row> {
  const look = async () => ({
    transactions: await transactionsOf(client),
    cpu: (await Promise.all(all.map(cpuOf))).reduce((sum, one) => sum + one, 0),
    at: performance.now(),
  });
  const before = await look();
  await sleep(seconds * 1000);
  const after = await look();
  const passed = (after.at - before.at) / 1000;
  const transactions = (after.transactions - before.transactions) / passed;
  return {
    what: `${REPLICAS} idle processes on one PostgreSQL`,
    measured: `${transactions.toFixed(1)} transactions/s together (begin, one select, commit), ${(((after.cpu - before.cpu) / passed / REPLICAS) * 100).toFixed(1)} % of a core each`,
    yardstick: "each asks twice a second what is due",
    ratio: undefined,
    aim: "",
  };
}

async function transactionsOf(client: pg.Client): Promise<number> {
  // Counters are published at most once a second; what is read here counts as well, once.
  const { rows } = await client.query(
    "select sum(xact_commit + xact_rollback) as done from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0].done);
}

/** Seconds that a process has computed so far. */
async function cpuOf({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}

/** A lane nobody can work on is claimed again and again; only the first time counts. */
const FIRST_CLAIMS = `
  create table first_claim (number bigint, claimed_at bigint);
  create function note_first_claim() returns trigger language plpgsql as
    'begin insert into first_claim values (new.number, new.claimed_at); return null; end';
  create trigger note_first_claim after update on lane for each row when (old.fence = 0 and new.fence = 1)
    execute function note_first_claim()`;

/** Nobody is poked here: what asking twice a second costs in time. */
async function lateness(client: pg.Client, seconds: number): Promise<Row> {
  await client.query(FIRST_CLAIMS);
  const begun = Date.now() + 2000;
  const due = Array.from({ length: LANES }, () => Math.round(begun + Math.random() * seconds * 1000));
  for (const [i, at] of due.entries())
    await client.query(
      "insert into lane (key, installation, repository, number, due_at, woken_at) values ($1, 1, 'acme/gone', $2, $3, $3)",
      [`late#${i}`, i, at],
    );
  await sleep(seconds * 1000 + 5000);
  const { rows } = await client.query("select number, claimed_at from first_claim");
  const late = rows.map(({ number, claimed_at }) => Number(claimed_at) - (due[Number(number)] ?? 0));
  return {
    what: `a moment that comes due unannounced is noticed by one of ${REPLICAS} processes`,
    measured: `p50 ${percentile(late, 50)} ms, p99 ${percentile(late, 99)} ms, at most ${percentile(late, 100)} ms late`,
    yardstick: `${late.length} of ${LANES} moments`,
    ratio: undefined,
    aim: "",
  };
}
