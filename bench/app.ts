// The whole app on a given store, without a GitHub: enough for everything that asks GitHub nothing.
import { pino } from "pino";
import type { Probot } from "probot";
import { systemClock } from "../src/adapters/clock.ts";
import type { Store } from "../src/adapters/store/port.ts";
import tocsin, { type Tocsin } from "../src/index.ts";

export const SECRET = "a secret of the benchmarks, 32 bytes";
export const log = pino({ level: "silent" });

/** The app only asks who it is. */
export function benchApp(store: Store): Promise<Tocsin> {
  const octokit = { request: async () => ({ data: { slug: "tocsin" } }) };
  const probot = { log, auth: async () => octokit } as unknown as Probot;
  return tocsin(probot, { store, clock: systemClock, secret: SECRET, settle: 60_000 });
}
