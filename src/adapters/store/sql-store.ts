// The port, put together from its parts, on whichever database it is given.
import { type Arrival, acceptAll, type LaneName, renameLanes } from "./accept.ts";
import type { Backend } from "./backend.ts";
import { type ClaimRequest, claimLanes, earliestDue, finishLane, forgetLane, retryLane } from "./claims.ts";
import { gather } from "./gather.ts";
import { confirm, intend, isPending, withdraw } from "./intents.ts";
import type { Claim, Delivery, Finish, Store } from "./port.ts";
import { prune } from "./prune.ts";
import { NEVER } from "./schema.ts";
import { readKnown, readSummaries } from "./summaries.ts";
import { tally } from "./tally.ts";

/** A store on tables that `migrate` has already brought up to date. */
export function sqlStore(backend: Backend): Store {
  const arrive = gather<Arrival>({
    commit: (arrivals) => backend.write((db) => acceptAll(db, arrivals)),
    blamesOne: backend.blamesOne,
  });
  return {
    accept: (deliveries: readonly Delivery[], now: number) => arrive({ deliveries, wakes: [], now }),
    wake: (name: LaneName, wakeAt: number) => arrive({ deliveries: [], wakes: [{ name, wakeAt }], now: wakeAt }),
    rename: (repository) => backend.write((db) => renameLanes(db, repository)),
    claim: (request: ClaimRequest) => claimLanes(backend, request),
    finish: (claim: Claim, finish: Finish, now: number) =>
      backend.write((db) => finishLane(db, claim, { ...finish, now })),
    retry: (claim: Claim, at: number, waits = false) => backend.write((db) => retryLane(db, claim, { at, waits })),
    forget: (claim: Claim) => backend.write((db) => forgetLane(db, claim)),
    intend: (claim: Claim, key: string, now: number) => intend(backend, claim, { key, now }),
    confirm: (claim: Claim, key: string, result: number) => confirm(backend, claim, { key, result }),
    withdraw: (claim: Claim, key: string) => withdraw(backend, claim, key),
    prune: (doneBefore: number) => prune(backend, doneBefore),
    ...reading(backend),
    close: async () => {
      // Behind whatever was asked for before, so that nothing is cut off half-way.
      await arrive({ deliveries: [], wakes: [], now: 0 }).catch(() => undefined);
      await backend.db.destroy();
    },
  };
}

function reading({
  db,
  write,
}: Backend): Pick<Store, "isPending" | "recall" | "remember" | "lanes" | "summaries" | "known" | "tally" | "nextDue"> {
  return {
    isPending: (lane, since) => isPending(db, lane, since),
    recall: async (name) =>
      (await db.selectFrom("note").select("value").where("name", "=", name).executeTakeFirst())?.value,
    remember: async (name, value) => {
      const row = { name, value };
      await write((tx) =>
        tx
          .insertInto("note")
          .values(row)
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
          .execute(),
      );
    },
    lanes: async (repository) => {
      const rows = await db
        .selectFrom("lane")
        .select(["key as lane", "installation", "repository", "number", "due_at as wakeAt", "memory"])
        .where("repository", "=", repository)
        .where("memory", "<>", "")
        .orderBy("key")
        .execute();
      return rows.map((row) => ({ ...row, wakeAt: row.wakeAt === NEVER ? undefined : row.wakeAt }));
    },
    summaries: (query) => readSummaries(db, query),
    known: (repository, number) => readKnown(db, repository, number),
    tally: (now) => tally(db, now),
    nextDue: () => earliestDue(db),
  };
}
