// What only a store on a server can do: serve several processes, and outlive the server's absence.
import { sql } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import type { Store } from "../../src/adapters/store/port.ts";
import { postgresBackend } from "../../src/adapters/store/postgres.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { ASLEEP, claimAll, claimOne, delivery, ids, LEASE, T0 } from "./store.fixtures.ts";

/** Several stores on one database, as several processes would have them. */
export function replicasContract(server: () => TestPostgres): void {
  test("several processes may start at once on an empty database, and later again", async () => {
    const databaseUrl = await server().freshDatabase();
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => openStore({ databaseUrl })));
    await stores[0]?.accept([delivery("a")], T0);
    const later = await openStore({ databaseUrl });
    expect(ids(await claimOne(later, T0))).toEqual(["a"]);
    await Promise.all([...stores, later].map((store) => store.close()));
  });

  test("two stores that claim at the same time never share a lane and leave none", async () => {
    const databaseUrl = await server().freshDatabase();
    const stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })];
    await stores[0]?.accept(
      Array.from({ length: 300 }, (_, i) => delivery(`d${i}`, i)),
      T0,
    );
    const taken = (await Promise.all([...stores, ...stores].map(drain))).flat();
    // Whoever finds everything locked by others stops early, so one more look comes last.
    for (const store of stores) taken.push(...(await drain(store)));
    expect(taken.toSorted()).toEqual(Array.from({ length: 300 }, (_, i) => `d${i}`).toSorted());
    await Promise.all(stores.map((store) => store.close()));
  });
}

/** Writers that get into each other's way. */
export function contentionContract(server: () => TestPostgres): void {
  test("whoever loses a deadlock tries again", async () => {
    const databaseUrl = await server().freshDatabase();
    const store = await openStore({ databaseUrl });
    const other = new pg.Client(databaseUrl);
    await other.connect();
    const insert = (id: string) =>
      other.query("insert into inbox (id, content_key, lane, body, received_at) values ($1, $1, 'l', '', 0)", [id]);
    await other.query("begin");
    await insert("b");
    const accepted = store.accept([delivery("a"), delivery("b")], T0);
    // Asked in a loop, since nothing tells when somebody begins to wait for a lock.
    while ((await other.query("select 1 from pg_locks where not granted")).rowCount === 0);
    // The store holds "a" and wants "b"; it has waited longer, so it is the one that the server gives up on.
    await insert("a").catch(() => undefined);
    await other.query("rollback");
    await accepted;
    expect(ids(await claimOne(store, T0))).toEqual(["a", "b"]);
    await other.end();
    await store.close();
  });

  test("a claim does not wait for a lane that somebody else is writing to", async () => {
    const databaseUrl = await server().freshDatabase();
    const store = await openStore({ databaseUrl });
    await store.accept([delivery("a", 1), delivery("b", 2)], T0);
    const other = new pg.Client(databaseUrl);
    await other.connect();
    await other.query("begin; select * from lane where number = 1 for update");
    expect(ids(await claimOne(store, T0))).toEqual(["b"]);
    await other.query("commit");
    expect(ids(await claimOne(store, T0))).toEqual(["a"]);
    await other.end();
    await store.close();
  });
}

/** Claims and finishes until nothing is left to claim, and tells whose turn it was. */
async function drain(store: Store): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const claims = await store.claim({ now: T0, leaseUntil: T0 + LEASE, limit: 7 });
    if (claims.length === 0) return taken;
    taken.push(...claims.flatMap(ids));
    await Promise.all(claims.map((claim) => store.finish(claim, ASLEEP, T0)));
  }
}

/** The server stops and starts again. */
export function outageContract(server: () => TestPostgres): void {
  test("while the server is away calls fail, and afterwards they work again by themselves", async () => {
    const store = await openStore({ databaseUrl: await server().freshDatabase() });
    await store.accept([delivery("before")], T0);
    await Promise.all([1, 2, 3, 4].map(() => store.nextDue()));
    await server().pause();
    const outcomes = await Promise.allSettled([
      store.accept([delivery("lost")], T0),
      store.nextDue(),
      claimAll(store, T0),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await server().resume();
    await store.accept([delivery("after")], T0);
    expect(ids(await claimOne(store, T0))).toEqual(["before", "after"]);
    await store.close();
  });

  test("a transaction during which the server goes away fails, and nothing else does", async () => {
    const backend = postgresBackend(await server().freshDatabase());
    const cut = backend.write(async (db) => {
      await sql`select 1`.execute(db);
      await server().pause();
      await sql`select 2`.execute(db);
    });
    await expect(cut).rejects.toThrow();
    await server().resume();
    expect(await backend.write((db) => sql`select 3 as three`.execute(db))).toMatchObject({ rows: [{ three: 3 }] });
    await backend.db.destroy();
  });
}
