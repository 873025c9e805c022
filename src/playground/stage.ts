// A stage: the whole app, unmodified, on the local GitHub over real HTTP, with time that moves when it is told to.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Duration } from "luxon";
import { type Logger, pino } from "pino";
import type { Probot } from "probot";
import { Registry } from "prom-client";
import { createGitHub as createReader } from "../adapters/github/adapter.ts";
import { createProbot } from "../adapters/github/client.ts";
import type { MailServer } from "../adapters/mail/port.ts";
import { createSeal } from "../adapters/seal.ts";
import type { Slack } from "../adapters/slack/port.ts";
import type { Hook } from "../adapters/status-hook.ts";
import { openStore } from "../adapters/store/open.ts";
import type { Store } from "../adapters/store/port.ts";
import type { AlertCall } from "../app/alert-intake.ts";
import { type Archive, readArchive } from "../app/archive.ts";
import type { IncomingClick } from "../app/click-delivery.ts";
import type { AlertRoute } from "../domain/alert-route.ts";
import { DEFAULT_POLICY } from "../domain/policy.ts";
import tocsin, { type Tocsin } from "../index.ts";
import { createWebServer, type Web } from "../web/server.ts";
import type { Site } from "../web/site.ts";
import type { FrontDoor } from "../web/webhooks.ts";
import { type VirtualClock, virtualClock } from "./clock.ts";
import { createGitHub, type GitHub } from "./github/index.ts";
import { serveGitHub } from "./http.ts";
import { APP, advance, populate, REPOSITORY, SECRET } from "./scenery.ts";
import { siteOf } from "./stage-site.ts";
import { calm } from "./stage-time.ts";

export { EVENTS, PEOPLE, PERMISSIONS, REPOSITORY } from "./scenery.ts";

/** Milliseconds; nothing on a stage sweeps by itself. */
const sweepEvery = 600_000;

export interface StageOptions {
  /** ISO time at which the story begins. */
  readonly start?: string;
  readonly log?: Logger;
  readonly store?: Store;
  /** The repository's `.github/tocsin.yml`. */
  readonly policy?: string;
  /** Milliseconds an ambiguous write is left alone. */
  readonly settle?: number;
  /** Who may send alerts. */
  readonly alertRoutes?: readonly AlertRoute[];
  /** Where mails are handed over. */
  readonly mail?: MailServer;
  /** Who is told of what is published. */
  readonly hooks?: readonly Hook[];
  /** The workspace that incidents are shown in, and the secret that its clicks are signed with. */
  readonly slack?: { readonly client: Slack; readonly secret: string };
}

export interface Stage {
  readonly github: GitHub;
  readonly clock: VirtualClock;
  /** Where the app's own server listens. */
  readonly url: string;
  readonly store: Store;
  readonly app: Tocsin;
  /** The app's pages. */
  readonly site: Site;
  /** Until nothing is left to be delivered or done at this moment. */
  quiet(): Promise<void>;
  /** Moves time forward, stopping wherever something is due. */
  advance(length: Duration): Promise<void>;
  /** Every incident of the repository, as its card remembers it. */
  archive(): Promise<Archive>;
  /** A new process on the same store or another one: everything in memory is gone. */
  restart(store?: Store): Promise<void>;
  close(): Promise<void>;
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const clock = virtualClock(options.start ?? "2025-11-10T14:30:00Z");
  const github = createGitHub({ clock: { now: () => +clock.now() }, jwtClock: Date.now });
  const api = await serveGitHub(github);
  const { settle = 60_000, mail, slack, hooks, log = pino({ level: "silent" }) } = options;
  const privateKey = build(github, options.policy);
  const probot = createProbot({ appId: APP.id, privateKey, secret: SECRET, baseUrl: api.url, log });
  let store = options.store ?? (await openStore({ dataDir: ":memory:" }));
  const start = () => tocsin(probot, { store, clock, secret: SECRET, settle, mail, hooks, slack: slack?.client });
  let app = await start();
  const doors = doorsTo(() => app, { log, clock, slackSecret: slack?.secret, routes: options.alertRoutes ?? [] });
  const health = { now: () => +clock.now(), nextDue: async () => undefined, lastSweep: () => +clock.now(), sweepEvery };
  const front = await openFrontDoor({ ...doors, health, pages: (...asked) => site.door(...asked) });
  const openSite = () => siteOf({ app, appId: APP.id, github, store, health, url: front.url });
  let site = openSite();
  const quiet = () => calm(github, () => app.work());
  connect(github, front.url);
  await quiet();
  const lasting = { github, clock, url: front.url, quiet, archive: () => archiveOf(probot) };
  return {
    ...lasting,
    get store() {
      return store;
    },
    get app() {
      return app;
    },
    get site() {
      return site;
    },
    advance: (length) => advance(length, { clock, quiet, nextDue: () => store.nextDue() }),
    async restart(other) {
      store = other ?? store;
      app = await start();
      site.close();
      site = openSite();
    },
    close: () => closeAll([site, front, api, store]),
  };
}

/** From now on GitHub tells the app what happens at acme. */
function connect(github: GitHub, url: string): void {
  github.setWebhook(APP.id, `${url}/api/github/webhooks`);
  github.install(APP.id, "acme");
}

/** One after the other, in this order. */
async function closeAll(parts: readonly { close(): unknown }[]): Promise<void> {
  for (const part of parts) await part.close();
}

async function archiveOf(probot: Probot): Promise<Archive> {
  const github = createReader(probot, `${APP.slug}[bot]`);
  const place = { installation: (await github.installationOn(REPOSITORY)) ?? 0, repository: REPOSITORY, number: 0 };
  return readArchive(place, { policy: DEFAULT_POLICY, since: 0 }, { github, seal: createSeal(SECRET) });
}

/** The scenery with an app that signs and is signed to; returns the app's private key (PEM). */
function build(github: GitHub, policy: string | undefined): string {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  populate(github, policy, { publicKey: pem, webhookSecret: SECRET });
  return String(privateKey.export({ type: "pkcs8", format: "pem" }));
}

type Doors = Pick<Web, "slack" | "alerts"> & FrontDoor;

function doorsTo(
  app: () => Tocsin,
  {
    log,
    clock,
    slackSecret,
    routes,
  }: { log: Logger; clock: VirtualClock; slackSecret: string | undefined; routes: readonly AlertRoute[] },
): Doors {
  const click = (clicked: IncomingClick) => app().click(clicked);
  const slack = slackSecret ? { secret: slackSecret, log, now: () => +clock.now(), click } : undefined;
  const alerts = { routes, take: (call: AlertCall) => app().alert(call) };
  return { secret: SECRET, log, accept: (incoming) => app().accept(incoming), slack, alerts };
}

/** The app's own web server on a free port of the loopback. */
async function openFrontDoor(door: Doors & Pick<Web, "health" | "pages">): Promise<{ url: string; close(): void }> {
  const server = createWebServer({ ...door, metrics: new Registry() });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
