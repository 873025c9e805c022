// A front door for tests: the real server on a free port, what it accepted, and what it logged.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { onTestFinished } from "vitest";
import type { Incoming } from "../../src/app/receive.ts";
import { createWebServer, type Web } from "../../src/web/server.ts";
import { WEBHOOK_SECRET, watchedLog } from "../support/canaries.ts";

export const SECRET = WEBHOOK_SECRET;

export interface Door {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly accepted: Incoming[];
  /** One entry per line of the log, parsed. */
  readonly logged: Record<string, unknown>[];
}

/** A door that stores nothing and is in good health, unless told otherwise. */
export async function opened(web: Partial<Web> = {}): Promise<Door> {
  const accepted: Incoming[] = [];
  const logged: Record<string, unknown>[] = [];
  const log = watchedLog((line) => void logged.push(JSON.parse(line) as Record<string, unknown>));
  const server = createWebServer({
    secret: SECRET,
    log,
    metrics: new Registry(),
    health: { now: () => 0, nextDue: async () => undefined, lastSweep: () => 0, sweepEvery: 1 },
    async accept(incoming) {
      accepted.push(incoming);
      return 1;
    },
    ...web,
  });
  server.listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, server, accepted, logged };
}

export function signed(body: string | Buffer, event = "issues"): Record<string, string> {
  return {
    "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    "x-github-delivery": crypto.randomUUID(),
    "x-github-event": event,
    "content-type": "application/json",
  };
}

/** Posts a webhook with exactly these headers. */
export function post(door: { url: string }, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${door.url}/api/github/webhooks`, { method: "POST", headers, body });
}
