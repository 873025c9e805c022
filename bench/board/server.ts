// The pages in their own process: the real server and site on a store on the disk with 2,000 open incidents.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { openStore } from "../../src/adapters/store/open.ts";
import { createCookieJar } from "../../src/web/sealed-cookie.ts";
import { createWebServer } from "../../src/web/server.ts";
import { createSite } from "../../src/web/site.ts";
import { log, SECRET } from "../app.ts";
import { endWithParent } from "../child.ts";
import { change, fill, INCIDENTS, REPOSITORIES } from "./incidents.ts";

const [dataDir = ""] = process.argv.slice(2);
const store = await openStore({ dataDir });
await fill(store);
const now = Date.now;
const health = { now, nextDue: () => store.nextDue(), lastSweep: now, sweepEvery: 600_000 };
const vitals = async () => ({ ...(await store.tally(now())), installations: 1, failed: 0, scarcest: 1 });
// Whoever has a token may read everything; GitHub's part of the time is not ours.
const client = {
  askAt: () => "",
  exchange: async () => undefined,
  loginOf: async () => "",
  readable: async () => new Set(Array.from({ length: REPOSITORIES }, (_, index) => index + 1)),
};
const site = createSite({ store, health, vitals, signIn: { client, publicUrl: "http://localhost", secret: SECRET } });
site.start();
const server = createWebServer({
  ...{ secret: SECRET, log, metrics: new Registry(), health, pages: site.door },
  accept: async () => 0,
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
endWithParent(async () => {
  site.close();
  server.close();
  server.closeAllConnections();
  await store.close();
});
const sessions = createCookieJar({ name: "tocsin-session", secret: SECRET, isSecure: false, now });
process.on("message", async (message: { cookies?: number; change?: number }) => {
  if (message.cookies !== undefined) {
    const cookieOf = (index: number) =>
      sessions.write({ token: `token ${index}`, login: `viewer-${index}` }, 3600).split(";", 1)[0];
    process.send?.(Array.from({ length: message.cookies }, (_, index) => cookieOf(index)));
  } else if (message.change !== undefined) {
    await change(store, message.change % INCIDENTS);
    process.send?.("changed");
  } else process.send?.({ rss: process.memoryUsage.rss(), viewers: site.viewers() });
});
process.send?.((server.address() as AddressInfo).port);
