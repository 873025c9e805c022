// What SQLite and Postgres each bring to the one set of queries.
import type { Database } from "./schema.ts";

export type Work<Result> = (db: Database) => Promise<Result>;

export interface Backend {
  readonly db: Database;
  /** Other processes work on the same rows: lock what is read in order to be changed. */
  readonly shared: boolean;
  /** Runs the work in a transaction and resolves after the commit; the work may be run again, so it only touches the database. */
  write<Result>(work: Work<Result>): Promise<Result>;
  /** Whether one piece of a shared commit may be to blame: then each is tried alone, else all of them fail together. */
  blamesOne(error: unknown): boolean;
}
