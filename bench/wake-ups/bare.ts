// The yardstick: the least that SQLite has to do for a wake-up, in prepared statements and without anything around them.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BATCH, dueAt, LATER, MEMORY, WAITING } from "./lanes.ts";

export interface Bare {
  /** Leases and sets back in the worker's batches what is due; returns their number. */
  wakeUp(now: number): number;
  close(): void;
}

/** As many rows of the same size, as durable: two commits per batch, for the lease counts before the work begins. */
export function openBare(folder: string): Bare {
  const database = new DatabaseSync(join(folder, "bare.db"));
  database.exec(`pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; begin;
    create table lane (key text primary key, due_at integer not null, memory text not null);
    create index lane_due on lane (due_at)`);
  const insert = database.prepare("insert into lane values (?, ?, ?)");
  for (let number = 1; number <= WAITING; number++) insert.run(`1#${number}`, dueAt(number), MEMORY);
  database.exec("commit");
  const due = database.prepare("select key, memory from lane where due_at <= ? order by due_at limit ?");
  const lease = database.prepare("update lane set due_at = ? where key = ?");
  const finish = database.prepare("update lane set due_at = ?, memory = ? where key = ?");
  return {
    wakeUp(now) {
      for (let woken = 0; ; ) {
        database.exec("begin");
        const keys = due.all(now, BATCH).map(({ key }) => String(key));
        for (const key of keys) lease.run(now + 30_000, key);
        database.exec("commit");
        if (keys.length === 0) return woken;
        database.exec("begin");
        for (const key of keys) finish.run(2 * LATER, MEMORY, key);
        database.exec("commit");
        woken += keys.length;
      }
    },
    close: () => database.close(),
  };
}
