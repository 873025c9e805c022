// Housekeeping: what is kept only to recognise repetitions goes after a while.
import type { Backend } from "./backend.ts";
import { NEVER } from "./schema.ts";

/** Rows per commit, so that a long-neglected inbox does not hold up the deliveries that come in meanwhile. */
const ROWS = 1000;

/** Drops inbox rows done before this moment (ms), and lanes last claimed before it that nothing is known about. */
export async function prune(backend: Backend, doneBefore: number): Promise<void> {
  let dropped = ROWS;
  while (dropped >= ROWS) dropped = await dropDone(backend, doneBefore);
  await dropIdleLanes(backend, doneBefore);
}

function dropDone(backend: Backend, doneBefore: number): Promise<number> {
  return backend.write(async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom("inbox")
      .where("sequence", "in", (eb) =>
        eb.selectFrom("inbox").select("sequence").where("done_at", "<", doneBefore).orderBy("done_at").limit(ROWS),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

/** Every issue that somebody comments on becomes a lane; most are no incident, and leave nothing behind. A leased one is due at its end. */
async function dropIdleLanes(backend: Backend, claimedBefore: number): Promise<void> {
  await backend.write((db) =>
    db
      .deleteFrom("lane")
      .where("memory", "=", "")
      .where("due_at", "=", NEVER)
      .where("claimed_at", "<", claimedBefore)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("intent").select("key").whereRef("intent.lane", "=", "lane.key"))),
      )
      .execute(),
  );
}
