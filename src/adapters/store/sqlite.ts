// SQLite: one process, one file, every commit on the disk before it is called one.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";
import type { Backend, Work } from "./backend.ts";
import { gather } from "./gather.ts";
import type { Schema } from "./schema.ts";

/** How long a file that somebody else has open is asked for, in ms: long enough for a restart's last checkpoint. */
const PATIENCE = 250;
const BUSY = 5;

/** Opens `tocsin.db` in the folder (made if missing) for this process alone; ":memory:" lives and dies with the store. */
export function sqliteBackend(dataDir: string): Backend {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyWantsIt(openFile(dataDir)) }) });
  const blamesOne = (): boolean => true;
  // Not only deliveries: every write shares commits here, since each costs an fsync that stops the whole process.
  const together = gather<Work<void>>({
    commit: (works) =>
      db.transaction().execute(async (tx) => {
        for (const work of works) await work(tx);
      }),
    blamesOne,
  });
  const write = async <Result>(work: Work<Result>): Promise<Result> => {
    const result: { value?: Result } = {};
    await together(async (tx) => {
      result.value = await work(tx);
    });
    return result.value as Result;
  };
  return { db, shared: false, write, blamesOne };
}

function openFile(dataDir: string): DatabaseSync {
  const inMemory = dataDir === ":memory:";
  if (!inMemory) mkdirSync(dataDir, { recursive: true });
  const file = inMemory ? dataDir : join(dataDir, "tocsin.db");
  const database = new DatabaseSync(file, { timeout: PATIENCE });
  try {
    // The empty exclusive transaction takes the lock now instead of with the first delivery.
    database.exec(`pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;
      begin exclusive; commit`);
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    throw new Error(`${file} is in use by another process; for several processes set DATABASE_URL to a PostgreSQL`);
  }
}

/** Most statements come in a few shapes, those with lists in as many shapes as there are lengths. */
const STATEMENTS = 500;

/** The part of better-sqlite3 that kysely uses, with statements prepared once. */
function asKyselyWantsIt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = prepared.get(sql) ?? asStatement(database.prepare(sql));
      prepared.delete(sql);
      prepared.set(sql, statement);
      if (prepared.size > STATEMENTS) prepared.delete(prepared.keys().next().value ?? sql);
      return statement;
    },
  };
}

function asStatement(statement: StatementSync): SqliteStatement {
  const bound = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bound(parameters)),
    run: (parameters) => statement.run(...bound(parameters)),
    iterate: (parameters) => statement.iterate(...bound(parameters)),
  };
}
