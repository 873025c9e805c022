// The tables as TypeScript sees them; both backends have the same ones.

import type { Generated } from "kysely";
import { type Kysely, type RawBuilder, sql } from "kysely";

interface InboxTable {
  /** Order of arrival; the database counts. */
  sequence: Generated<number>;
  id: string;
  content_key: string;
  lane: string;
  body: string;
  received_at: number;
  done_at: number | null;
}

interface LaneTable {
  key: string;
  installation: number;
  repository: string;
  number: number;
  /** When it may next be claimed: its own moment, or the end of its lease; NEVER when only a delivery wakes it. */
  due_at: number;
  /** The earliest moment asked for since the last claim: what a `finish` must not overlook. */
  woken_at: number;
  /** 0 when nobody has it. Not set back when it runs out, so that a late `finish` still counts while nobody took over. */
  lease_until: Generated<number>;
  urgency: Generated<number>;
  fence: Generated<number>;
  attempts: Generated<number>;
  claimed_at: Generated<number>;
  memory: Generated<string>;
}

interface IntentTable {
  lane: string;
  key: string;
  intended_at: number;
  /** null until the write was seen to have happened. */
  result: number | null;
}

interface SummaryTable {
  lane: string;
  /** The number that begins the lane's key. */
  repository_id: number;
  declared_at: number;
  /** 0 or 1. */
  is_open: number;
  body: string;
}

export interface Schema {
  inbox: InboxTable;
  lane: LaneTable;
  intent: IntentTable;
  summary: SummaryTable;
  note: { name: string; value: string };
}

export type Database = Kysely<Schema>;

/** Stands for "no moment": a number, because SQLite and Postgres disagree on what the lesser of 5 and null is. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The lesser of two columns, in words that both databases understand (`least` and `min` are not). */
export function earlier(one: string, other: string): RawBuilder<number> {
  const [a, b] = [sql.ref(one), sql.ref(other)];
  return sql<number>`case when ${a} < ${b} then ${a} else ${b} end`;
}
