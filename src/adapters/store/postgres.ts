// PostgreSQL: several processes, and a server that may go away and come back while we live.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";
import type { Backend, Work } from "./backend.ts";
import type { Schema } from "./schema.ts";

/** In ms. A delivery waits for these before it is answered with 503, and GitHub hangs up after 10 s. */
const CONNECT_TIMEOUT = 2000;
const QUERY_TIMEOUT = 5000;
const CONNECTIONS = 10;
/** A deadlock's loser is asked to try again; more than a few times means something else is wrong. */
const DEADLOCK_TRIES = 5;
const DEADLOCK = "40P01";

/** Connects lazily: whether the server is there shows with the first query. */
export function postgresBackend(databaseUrl: string): Backend {
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: selfHealing(newPool(databaseUrl)) }) });
  const write = async <Result>(work: Work<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        if (sqlState(error) !== DEADLOCK || attempt === DEADLOCK_TRIES) throw error;
      }
    }
  };
  // Classes 22 and 23: the data was refused. Anything else (no server, no space) would befall the others as well.
  return { db, shared: true, write, blamesOne: (error) => /^2[23]/.test(sqlState(error) ?? "") };
}

function newPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT,
    statement_timeout: QUERY_TIMEOUT,
    // A process that stops in the middle must not keep its locks.
    idle_in_transaction_session_timeout: 2 * QUERY_TIMEOUT,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: "text") => parserFor(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks, idle or in use, says so with an event that would end the process; the next query says it too.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Our bigints are moments and counts, all of them below 2^53. */
function parserFor(oid: number, format?: "text") {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

/** A connection on which a query failed without an answer from the server is thrown away instead of used again. */
function selfHealing(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => watched(await pool.connect()),
    end: () => pool.end(),
  };
}

function watched(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      broken ||= sqlState(error) === undefined;
      throw error;
    }
  };
  return {
    processID: (client as { processID?: number }).processID,
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy || broken),
  };
}

function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
