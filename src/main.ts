#!/usr/bin/env node
// The process: environment to adapters, adapters to server and worker; signals and refusals to start.
import { existsSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, pino } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import { systemClock } from "./adapters/clock.ts";
import { createProbot } from "./adapters/github/client.ts";
import { createSignIn } from "./adapters/github/sign-in.ts";
import { createHeartbeat } from "./adapters/heartbeat.ts";
import { createLog, withoutSecrets } from "./adapters/log.ts";
import { createMailServer } from "./adapters/mail/smtp.ts";
import { createSlack } from "./adapters/slack/web-api.ts";
import { createHook } from "./adapters/status-hook.ts";
import { openStore } from "./adapters/store/open.ts";
import type { Store } from "./adapters/store/port.ts";
import { type Runner, run } from "./app/runner.ts";
import { runCli } from "./cli.ts";
import { type Environment, readEnvironment, WrongEnvironment } from "./environment.ts";
import tocsin, { type Tocsin } from "./index.ts";
import type { Terminal } from "./terminal.ts";
import type { AlertDoor } from "./web/alerts.ts";
import { openPages } from "./web/open-pages.ts";
import { createWebServer, type Web } from "./web/server.ts";
import { createSite } from "./web/site.ts";
import type { SlackDoor } from "./web/slack.ts";

/** Everything must be over this long after SIGTERM; milliseconds. */
const LAST_CALL = 9000;
/** One of several processes takes webhooks for so long after SIGTERM: balancers must first see it go. Milliseconds. */
const FAREWELL = 3000;

async function main(environment: Environment): Promise<void> {
  const { WEBHOOK_SECRET: secret, GITHUB_API_URL: baseUrl, privateKey, PORT, HOST } = environment;
  const log = createLog(environment.LOG_LEVEL);
  const now = () => +systemClock.now();
  const store = await openStore({ databaseUrl: environment.DATABASE_URL, dataDir: environment.DATA_DIR });
  const probot = createProbot({ appId: Number(environment.APP_ID), privateKey, secret, baseUrl, log });
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const publicUrl = environment.PUBLIC_URL ?? `http://localhost:${PORT}`;
  const options = { store, clock: systemClock, secret, settle: +environment.SETTLE, publicUrl };
  const app = await tocsin(probot, { ...options, ...channelsIn(environment) });
  const sweepEvery = +environment.SWEEP_INTERVAL;
  const heartbeat = createHeartbeat(environment.HEARTBEAT_URL, log);
  const sweep = async () => {
    // Nobody waits for the answer: whoever is slow to hear must not make the next sweep late.
    if ((await app.sweep()) === 0) void heartbeat();
  };
  const periodic = [
    { name: "sweep", every: sweepEvery, run: sweep },
    { name: "redelivery", every: +environment.REDELIVERY_INTERVAL, run: app.redeliver },
  ];
  // One that takes over from another is ready at once: what was swept a moment ago need not be swept first.
  const inherited = await app.lastSweep();
  const runner = run({ crew: app, periodic, log, now });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const lastSweep = () => runner.lastSuccess("sweep") ?? inherited;
  const health = { now, nextDue: () => store.nextDue(), lastSweep, sweepEvery, isStopping };
  const doors = doorsOf(app, runner, { environment, log, now });
  const open = openPages({ show: app.statusPage, now });
  const site = createSite({ store, health, vitals: app.vitals, open, signIn: signInOf(app, environment) });
  site.start();
  stopping.signal.addEventListener("abort", site.close);
  const server = createWebServer({ secret, log, health, metrics, ...doors, pages: site.door });
  server.listen(PORT, HOST, () => log.info({ address: server.address() }, "Tocsin listens"));
  server.on("error", (error) => quit(`PORT ${PORT} cannot be used: ${error.message}`));
  const farewell = environment.DATABASE_URL ? FAREWELL : 0;
  stopOnSignals(log, { server, runner, store, stopping, farewell });
}

/** What comes in is worked on at once. */
function doorsOf(
  app: Tocsin,
  runner: Runner,
  { environment, ...door }: { environment: Environment } & Pick<SlackDoor, "log" | "now">,
): Pick<Web, "accept" | "alerts" | "slack"> {
  const accept: Tocsin["accept"] = async (incoming) => {
    const lanes = await app.accept(incoming);
    if (lanes > 0) runner.poke();
    return lanes;
  };
  const take: AlertDoor["take"] = async (call) => {
    const isTaken = await app.alert(call);
    if (isTaken) runner.poke();
    return isTaken;
  };
  const click: Tocsin["click"] = (clicked) => app.click(clicked).then(runner.poke);
  const alerts = { routes: environment.ALERT_TOKENS, take };
  return { accept, alerts, slack: slackDoorIn(environment, { ...door, click }) };
}

/** The ways to reach people besides GitHub; each only where the operator has set it up. */
function channelsIn(environment: Environment) {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_DOMAINS: domains, SLACK_BOT_TOKEN: token } = environment;
  const mail = url && from ? createMailServer({ url, from, domains }) : undefined;
  const hooks = environment.STATUS_WEBHOOKS.map(createHook);
  return { mail, slack: token ? createSlack({ token }) : undefined, hooks };
}

/** People sign in where the operator has said under which address, and with which secret of the App's. */
function signInOf({ clientId }: Tocsin, environment: Environment) {
  const { PUBLIC_URL: publicUrl, GITHUB_CLIENT_SECRET: clientSecret, GITHUB_API_URL: apiUrl } = environment;
  if (!publicUrl || !clientSecret) return undefined;
  const secret = `${clientSecret} ${environment.WEBHOOK_SECRET}`;
  return { client: createSignIn({ clientId, clientSecret, apiUrl }), publicUrl, secret };
}

function slackDoorIn({ SLACK_SIGNING_SECRET: secret }: Environment, door: Omit<SlackDoor, "secret">) {
  return secret ? { ...door, secret } : undefined;
}

interface Stoppable {
  readonly server: Server;
  readonly runner: Runner;
  readonly store: Store;
  readonly stopping: AbortController;
  /** Milliseconds. */
  readonly farewell: number;
}

/** Begins nothing more, lets what is under way finish, and is gone within 10 s; what is left undone is in the store. */
function stopOnSignals(log: Logger, { server, runner, store, stopping, farewell }: Stoppable): void {
  const stop = async (signal: string) => {
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(0), LAST_CALL).unref();
    stopping.abort();
    const finished = runner.stop();
    await sleep(farewell);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await finished;
    await closed;
    await store.close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** What was asked for goes to stdout; everything else to stderr. */
function terminal(environment: () => Environment): Terminal {
  return {
    environment,
    clock: systemClock,
    log: createLog("warn", pino.destination(2)),
    print: (text) => void process.stdout.write(text),
    note: (line) => void process.stderr.write(`tocsin: ${withoutSecrets(line)}\n`),
  };
}

/** One line for a person, and an exit code for the machine. */
function quit(reason: string): never {
  process.stderr.write(`tocsin: ${withoutSecrets(reason)}\n`);
  process.exit(1);
}

// Crash-only: whatever nobody expected ends the process; starting again finds everything in the store and on GitHub.
for (const surprise of ["unhandledRejection", "uncaughtException"])
  process.on(surprise, (error: unknown) => {
    const story = (error instanceof Error && error.stack) || String(error);
    quit(`unexpected: ${story.replaceAll(/\s*\n\s*/g, " ")}`);
  });

if (existsSync(".env")) process.loadEnvFile(".env");
const environment = () => readEnvironment(process.env, (path) => readFileSync(path, "utf8"));
const words = process.argv.slice(2);
try {
  if (words.length > 0) process.exitCode = await runCli(words, terminal(environment));
  else await main(environment());
} catch (error) {
  if (error instanceof WrongEnvironment) quit(error.message);
  quit(`${words.length > 0 ? "failed" : "could not start"}: ${error instanceof Error ? error.message : String(error)}`);
}
