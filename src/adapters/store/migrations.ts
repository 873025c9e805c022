// The tables, step by step: steps are only ever added, and each is run once, also when two processes start at once.
import { sql } from "kysely";
import type { Backend } from "./backend.ts";
import type { Database } from "./schema.ts";

/** Any number will do, as long as nobody else on this database uses it: "tocs" in ASCII. */
const ADVISORY_LOCK = 0x746f6373;

type Step = (shared: boolean) => readonly string[];

const STEPS: readonly Step[] = [
  (shared) => [
    `create table inbox (
      sequence ${shared ? "bigint generated always as identity primary key" : "integer primary key autoincrement"},
      id text not null unique, content_key text not null unique, lane text not null, body text not null,
      received_at bigint not null, done_at bigint)`,
    "create index inbox_waiting on inbox (lane, sequence) where done_at is null",
    "create index inbox_done on inbox (done_at) where done_at is not null",
    `create table lane (
      key text primary key, installation bigint not null, repository text not null, number bigint not null,
      due_at bigint not null, woken_at bigint not null, lease_until bigint not null default 0,
      urgency bigint not null default 0, fence bigint not null default 0, attempts bigint not null default 0,
      claimed_at bigint not null default 0, memory text not null default '')`,
    "create index lane_due on lane (urgency, due_at)",
    `create table intent (
      lane text not null, key text not null, intended_at bigint not null, result bigint, primary key (lane, key))`,
    "create table note (name text primary key, value text not null)",
  ],
  () => [
    `create table summary (
      lane text primary key, repository_id bigint not null, declared_at bigint not null, is_open bigint not null,
      body text not null)`,
    "create index summary_repository on summary (repository_id, declared_at)",
    "create index summary_declared on summary (is_open, declared_at)",
  ],
];

/** Brings the database to this version's tables; refuses one that a later version has already changed. */
export async function migrate(backend: Backend): Promise<void> {
  await backend.write(async (db) => {
    if (backend.shared) await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(db);
    await sql`create table if not exists tocsin_schema (version bigint primary key)`.execute(db);
    const version = await currentVersion(db);
    if (version > STEPS.length) {
      throw new Error(
        `the database has tables of version ${version}, this Tocsin knows ${STEPS.length}: start a later one`,
      );
    }
    for (const [index, step] of STEPS.entries()) {
      if (index < version) continue;
      for (const statement of step(backend.shared)) await sql.raw(statement).execute(db);
      await sql`insert into tocsin_schema (version) values (${index + 1})`.execute(db);
    }
  });
}

async function currentVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from tocsin_schema`.execute(db);
  return rows[0]?.version ?? 0;
}
