// Tocsin's door for alerts, in its own process: the real server, the real app, a store on the disk; nobody works it off.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { openStore } from "../../src/adapters/store/open.ts";
import { createWebServer } from "../../src/web/server.ts";
import { benchApp, log, SECRET } from "../app.ts";
import { endWithParent } from "../child.ts";
import { ROUTE } from "./webhook.ts";

const [dataDir = ""] = process.argv.slice(2);
const store = await openStore({ dataDir });
const app = await benchApp(store);
const now = Date.now;
const health = { now, nextDue: () => store.nextDue(), lastSweep: now, sweepEvery: 600_000 };
const alerts = { routes: [ROUTE], take: app.alert };
const server = createWebServer({ secret: SECRET, log, metrics: new Registry(), health, accept: app.accept, alerts });
server.listen(0, "127.0.0.1");
await once(server, "listening");
endWithParent(async () => {
  server.close();
  server.closeAllConnections();
  await store.close();
});
process.send?.((server.address() as AddressInfo).port);
