// Which database it is to be, and that it is fit for use.
import type { Backend } from "./backend.ts";
import { migrate } from "./migrations.ts";
import type { Store } from "./port.ts";
import { sqlStore } from "./sql-store.ts";
import { sqliteBackend } from "./sqlite.ts";

export interface StoreOptions {
  /** `postgres://…`; without it SQLite is used. */
  readonly databaseUrl?: string;
  /** Folder of the SQLite file, made if it is missing; ":memory:" for a store that ends with the process. */
  readonly dataDir?: string;
}

/** Opens the store and brings its tables up to date; the error of one that cannot be used is a line for the operator. */
export async function openStore({ databaseUrl, dataDir = "./data" }: StoreOptions): Promise<Store> {
  const onPostgres = Boolean(databaseUrl);
  const backend = databaseUrl ? await postgres(checked(databaseUrl)) : sqliteBackend(dataDir);
  try {
    return await startOn(backend);
  } catch (error) {
    await backend.db.destroy().catch(() => undefined);
    throw onPostgres ? new Error(`DATABASE_URL: ${reason(error)}`, { cause: error }) : error;
  }
}

/** What a process does with its database before anything else. */
export async function startOn(backend: Backend): Promise<Store> {
  await migrate(backend);
  // The only process there is has just begun: whatever is leased was leased by one that died.
  if (!backend.shared)
    await backend.db
      .updateTable("lane")
      .set((eb) => ({ lease_until: 0, due_at: eb.ref("claimed_at") }))
      .where("lease_until", ">", 0)
      .execute();
  return sqlStore(backend);
}

/** Loaded only when it is wanted: the client costs memory that a single process on SQLite does not need. */
async function postgres(databaseUrl: string) {
  const { postgresBackend } = await import("./postgres.ts");
  return postgresBackend(databaseUrl);
}

/** The URL may hold a password: of a wrong one, only the scheme is repeated. */
function checked(databaseUrl: string): string {
  const scheme = URL.parse(databaseUrl)?.protocol;
  if (scheme === "postgres:" || scheme === "postgresql:") return databaseUrl;
  throw new Error(`DATABASE_URL must be a postgres:// URL, but ${scheme ? `starts with ${scheme}//` : "is not a URL"}`);
}

/** A refused connection to a name with several addresses has an empty message and the reasons inside. */
function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
