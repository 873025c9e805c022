// Writes that are about to be made: written down before, so that after a crash somebody looks before writing again.
import type { Backend } from "./backend.ts";
import type { Claim, Intent } from "./port.ts";
import type { Database } from "./schema.ts";
import { StaleClaim } from "./stale-claim.ts";

/** "new" exactly once per lane and key, until it is withdrawn. `now` in ms since the epoch. */
export function intend(backend: Backend, claim: Claim, about: { key: string; now: number }): Promise<Intent> {
  return whileHeld(backend, claim, async (db) => {
    const inserted = await db
      .insertInto("intent")
      .values({ lane: claim.lane, key: about.key, intended_at: about.now, result: null })
      .onConflict((conflict) => conflict.columns(["lane", "key"]).doNothing())
      .returning("key")
      .executeTakeFirst();
    if (inserted) return { state: "new", intendedAt: about.now, result: undefined };
    const { intended_at, result } = await db
      .selectFrom("intent")
      .select(["intended_at", "result"])
      .where("lane", "=", claim.lane)
      .where("key", "=", about.key)
      .executeTakeFirstOrThrow();
    return { state: result === null ? "pending" : "done", intendedAt: intended_at, result: result ?? undefined };
  });
}

/** `result` is the number of the comment or issue that came of it. */
export function confirm(backend: Backend, claim: Claim, seen: { key: string; result: number }): Promise<void> {
  return whileHeld(backend, claim, async (db) => {
    await db
      .updateTable("intent")
      .set({ result: seen.result })
      .where("lane", "=", claim.lane)
      .where("key", "=", seen.key)
      .execute();
  });
}

/** Forgets the intent: the write is known not to have happened. */
export function withdraw(backend: Backend, claim: Claim, key: string): Promise<void> {
  return whileHeld(backend, claim, async (db) => {
    await db.deleteFrom("intent").where("lane", "=", claim.lane).where("key", "=", key).execute();
  });
}

/** Something of the lane was about to be written since then (ms), and was not confirmed. */
export async function isPending(db: Database, lane: string, since: number): Promise<boolean> {
  const row = await db
    .selectFrom("intent")
    .select("key")
    .where("lane", "=", lane)
    .where("result", "is", null)
    .where("intended_at", ">=", since)
    .executeTakeFirst();
  return row !== undefined;
}

function whileHeld<T>(backend: Backend, claim: Claim, work: (db: Database) => Promise<T>): Promise<T> {
  return backend.write(async (db) => {
    const held = await db
      .selectFrom("lane")
      .select("fence")
      .where("key", "=", claim.lane)
      .where("fence", "=", claim.fence)
      .where("lease_until", ">", 0)
      // Locked until the commit: nobody takes the lane over between this look and our write.
      .$if(backend.shared, (query) => query.forUpdate())
      .executeTakeFirst();
    if (!held) throw new StaleClaim(claim.lane, claim.fence);
    return work(db);
  });
}
