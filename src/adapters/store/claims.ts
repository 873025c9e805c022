// Taking lanes that are due, and giving them back in one of three ways.
import { type RawBuilder, sql } from "kysely";
import type { Backend } from "./backend.ts";
import type { Claim, Finish } from "./port.ts";
import { portions } from "./portions.ts";
import { type Database, NEVER } from "./schema.ts";
import { StaleClaim } from "./stale-claim.ts";
import { summarise } from "./summaries.ts";

export interface ClaimRequest {
  readonly now: number;
  readonly leaseUntil: number;
  /** Lanes, not deliveries; at most a few thousand, since their keys are parameters of a statement. */
  readonly limit: number;
}

/** Leases the due lanes, most urgent first; a lane's due moment becomes the end of its lease, so a crash repairs itself. */
export async function claimLanes(backend: Backend, request: ClaimRequest): Promise<Claim[]> {
  return backend.write(async (db) => {
    const keys = await dueLanes(db, request, backend.shared);
    if (keys.length === 0) return [];
    const lanes = await db
      .updateTable("lane")
      .set((eb) => ({
        fence: eb("fence", "+", 1),
        lease_until: request.leaseUntil,
        due_at: request.leaseUntil,
        woken_at: NEVER,
        claimed_at: request.now,
      }))
      .where("key", "in", keys)
      .returning(["key as lane", "installation", "repository", "number", "fence", "attempts", "urgency", "memory"])
      .execute();
    // After the lanes are locked: whoever adds a row from here on also wakes the lane again.
    const inbox = await waitingIn(db, keys);
    const byKey = new Map(lanes.map((lane) => [lane.lane, lane]));
    const { leaseUntil } = request;
    return keys
      .flatMap((key) => byKey.get(key) ?? [])
      .map((lane) => ({ ...lane, leaseUntil, inbox: inbox.get(lane.lane) ?? [] }));
  });
}

async function dueLanes(db: Database, { now, limit }: ClaimRequest, shared: boolean): Promise<string[]> {
  const keys: string[] = [];
  for (const urgency of await dueLevels(db, now)) {
    const lanes = await db
      .selectFrom("lane")
      .select("key")
      .where("urgency", "=", urgency)
      .where("due_at", "<=", now)
      .orderBy("due_at")
      .limit(limit - keys.length)
      .$if(shared, (query) => query.forUpdate().skipLocked())
      .execute();
    keys.push(...lanes.map(({ key }) => key));
    if (keys.length >= limit) break;
  }
  return keys;
}

/** Steps from one urgency to the next in the index: neither 100,000 lanes that wait nor 100,000 that are due are read. */
const LEVELS: RawBuilder<unknown> = sql`with recursive level (urgency) as (
  select min(urgency) from lane
  union all
  select (select min(lane.urgency) from lane where lane.urgency > level.urgency) from level where level.urgency is not null
)`;

async function dueLevels(db: Database, now: number): Promise<number[]> {
  const { rows } = await sql<{ urgency: number }>`${LEVELS} select urgency from level where exists (
    select 1 from lane where lane.urgency = level.urgency and lane.due_at <= ${now}) order by urgency`.execute(db);
  return rows.map(({ urgency }) => urgency);
}

/** The earliest moment any lane may be claimed; a leased one counts with the end of its lease. */
export async function earliestDue(db: Database): Promise<number | undefined> {
  const { rows } = await sql<{ due: number | null }>`${LEVELS} select min((
    select due_at from lane where lane.urgency = level.urgency order by due_at limit 1)) as due from level`.execute(db);
  const due = rows[0]?.due ?? NEVER;
  return due === NEVER ? undefined : due;
}

async function waitingIn(db: Database, lanes: readonly string[]): Promise<Map<string, { id: string; body: string }[]>> {
  const rows = await db
    .selectFrom("inbox")
    .select(["lane", "id", "body"])
    .where("lane", "in", lanes)
    .where("done_at", "is", null)
    .orderBy("sequence")
    .execute();
  const byLane = Map.groupBy(rows, ({ lane }) => lane);
  return new Map([...byLane].map(([lane, some]) => [lane, some.map(({ id, body }) => ({ id, body }))]));
}

/** The lane as long as the claim holds it: nobody claimed it since, and it was not given back. */
function heldBy(db: Database, claim: Claim) {
  return db
    .updateTable("lane")
    .where("key", "=", claim.lane)
    .where("fence", "=", claim.fence)
    .where("lease_until", ">", 0);
}

/** Done: the next moment is the one asked for, or an earlier one that somebody else asked for meanwhile. */
export async function finishLane(db: Database, claim: Claim, finish: Finish & { now: number }): Promise<boolean> {
  const wakeAt = finish.wakeAt ?? NEVER;
  const { numUpdatedRows } = await heldBy(db, claim)
    .set((eb) => ({
      memory: finish.memory,
      urgency: finish.urgency,
      due_at: eb.case().when("woken_at", "<", wakeAt).then(eb.ref("woken_at")).else(wakeAt).end(),
      lease_until: 0,
      attempts: 0,
    }))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await summarise(db, claim.lane, finish.summary);
  await markDone(db, claim, finish.now);
  return true;
}

/** Not done: the inbox stays, and the lane comes again. */
export async function retryLane(db: Database, claim: Claim, retry: { at: number; waits: boolean }): Promise<boolean> {
  const { numUpdatedRows } = await heldBy(db, claim)
    .set((eb) => ({ due_at: retry.at, lease_until: 0, attempts: eb("attempts", "+", retry.waits ? 0 : 1) }))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Gone: only the fence is kept (until `prune`), so that a claim from before cannot pass for one of a new life. */
export async function forgetLane(db: Database, claim: Claim): Promise<void> {
  const lane = await heldBy(db, claim)
    .set((eb) => ({ memory: "", urgency: 0, due_at: eb.ref("woken_at"), lease_until: 0, attempts: 0 }))
    .returning("claimed_at")
    .executeTakeFirst();
  if (!lane) throw new StaleClaim(claim.lane, claim.fence);
  await db.deleteFrom("intent").where("lane", "=", claim.lane).execute();
  await summarise(db, claim.lane, undefined);
  await markDone(db, claim, lane.claimed_at);
}

/** Bodies go at once: for telling a repetition the two keys are enough, and nobody's words are kept without need. */
async function markDone(db: Database, claim: Claim, doneAt: number): Promise<void> {
  for (const some of portions(claim.inbox)) {
    const ids = some.map(({ id }) => id);
    await db.updateTable("inbox").set({ done_at: doneAt, body: "" }).where("id", "in", ids).execute();
  }
}
