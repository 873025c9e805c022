// The store's contract on every backend, and what only a file or only a server can do.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/adapters/store/open.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { storeContract } from "./store.contract.ts";
import { fileContract, ownershipContract } from "./store.file.contract.ts";
import { contentionContract, outageContract, replicasContract } from "./store.replicas.contract.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-store-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

storeContract("SQLite in memory", () => openStore({ dataDir: ":memory:" }));
storeContract("SQLite in a file", () => openStore({ dataDir: join(folder, "made", "for us") }));

describe("SQLite in a file", () => {
  fileContract(() => folder);
  ownershipContract(() => folder);
});

describe("a wrong DATABASE_URL", () => {
  test.each([
    ["mysql://root:hunter2@db/tocsin", "DATABASE_URL must be a postgres:// URL, but starts with mysql://"],
    ["tocsin.db", "DATABASE_URL must be a postgres:// URL, but is not a URL"],
  ])("%s is refused without repeating its password", async (databaseUrl, line) => {
    await expect(openStore({ databaseUrl })).rejects.toThrow(new Error(line));
  });

  test.each(["127.0.0.1", "localhost"])("of a server that is not at %s the reason is told", async (host) => {
    await expect(openStore({ databaseUrl: `postgres://a:b@${host}:1/x` })).rejects.toThrow(/^DATABASE_URL: .*REFUSED/);
  });
});

describe("PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  storeContract("PostgreSQL", async () => openStore({ databaseUrl: await server.freshDatabase() }));
  replicasContract(() => server);
  contentionContract(() => server);
  outageContract(() => server);
});
