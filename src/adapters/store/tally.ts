// How the store is doing, in numbers.
import { sql } from "kysely";
import type { Tally } from "./port.ts";
import type { Database } from "./schema.ts";

/** Leased lanes are due at the end of their lease: those that are overdue have nobody. */
export async function tally(db: Database, now: number): Promise<Tally> {
  const { rows } = await sql<{ waiting: number; due: number; last: number | null }>`select
    (select count(*) from inbox where done_at is null) as waiting,
    (select count(*) from lane where due_at <= ${now}) as due,
    (select received_at from inbox order by sequence desc limit 1) as last`.execute(db);
  const [row] = rows;
  return { waiting: Number(row?.waiting), due: Number(row?.due), lastDelivery: row?.last ?? undefined };
}
