// The two stores a process may be given, and what stands in their inbox once it is gone.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { startPostgres } from "../postgres.ts";
import type { Variables } from "./process.ts";

export interface StoreUnderTest {
  readonly name: string;
  /** A folder of its own, for logs as well. */
  readonly folder: string;
  readonly variables: Variables;
  /** The content keys of what was received and worked off; on SQLite only while no process has the file. */
  done(): Promise<Set<string>>;
  remove(): Promise<void>;
}

const DONE = "select content_key from inbox where done_at is not null";
const keysOf = (rows: readonly Record<string, unknown>[]) => new Set(rows.map((row) => String(row["content_key"])));

export async function sqliteUnderTest(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  return {
    name: "SQLite",
    folder,
    variables: { DATA_DIR: folder },
    async done() {
      const database = new DatabaseSync(join(folder, "tocsin.db"), { readOnly: true });
      const keys = keysOf(database.prepare(DONE).all());
      database.close();
      return keys;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresUnderTest(): Promise<StoreUnderTest & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const postgres = await startPostgres();
  return {
    name: "PostgreSQL",
    folder,
    url: postgres.url,
    variables: { DATA_DIR: folder, DATABASE_URL: postgres.url },
    async done() {
      const client = new pg.Client(postgres.url);
      await client.connect();
      const { rows } = await client.query(DONE);
      await client.end();
      return keysOf(rows);
    },
    async remove() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
