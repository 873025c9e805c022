// The stage in a page: the whole app on the local GitHub, without a server, a process or a network.
import type { Duration } from "luxon";
import type { Logger } from "pino";
import type { Watch } from "../../app/work.ts";
import tocsin, { type Tocsin } from "../../index.ts";
import { type VirtualClock, virtualClock } from "../clock.ts";
import { createGitHub, type Deliver, type GitHub } from "../github/index.ts";
import { APP, advance, populate, SECRET } from "../scenery.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createPageProbot } from "./octokit.ts";

export interface PageStageOptions {
  /** ISO time at which it begins. */
  readonly start: string;
  /** The repository's `.github/tocsin.yml`. */
  readonly policy?: string | undefined;
  readonly watch?: Watch;
  /** What the app logs when it is in trouble. */
  readonly complain: (...said: unknown[]) => void;
}

export interface PageStage {
  readonly github: GitHub;
  readonly clock: VirtualClock;
  /** Until nothing is left to be delivered or done at this moment. */
  quiet(): Promise<void>;
  /** Moves time forward, stopping wherever something is due. */
  advance(length: Duration): Promise<void>;
  /** The next moment at which the app wants to do something, in ms; undefined when only people can change anything. */
  nextDue(): Promise<number | undefined>;
}

/** Where the local GitHub says that its issues are: nowhere. */
export const PAGES = "https://github.example";

/** How long an ambiguous write would be left alone, in ms; nothing here is ambiguous. */
const SETTLE = 60_000;

export async function createPageStage({ start, policy, watch, complain }: PageStageOptions): Promise<PageStage> {
  const clock = virtualClock(start);
  let app: Tocsin | undefined;
  const deliver: Deliver = async ({ headers, body }) => {
    const id = headers["x-github-delivery"] ?? "";
    await app?.accept({ id, event: headers["x-github-event"] ?? "", payload: JSON.parse(body) });
    return { status: 202 };
  };
  // Tokens are judged by a clock that stands still: they hold as long as the page.
  const github = createGitHub({
    clock: { now: () => +clock.now() },
    jwtClock: () => +virtualClock(start).now(),
    deliver,
    baseUrl: PAGES,
  });
  populate(github, policy, { publicKey: "", webhookSecret: "" });
  const store = createMemoryStore();
  const probot = createPageProbot(github, logTo(complain));
  app = await tocsin(probot, { store, clock, secret: SECRET, settle: SETTLE, watch });
  const { work } = app;
  github.setWebhook(APP.id, "page:");
  github.install(APP.id, "acme");
  const quiet = async () => {
    do await github.settled();
    while ((await work()) > 0);
  };
  await quiet();
  const nextDue = () => store.nextDue();
  return { github, clock, quiet, nextDue, advance: (length) => advance(length, { clock, quiet, nextDue }) };
}

/** Only trouble is told: nobody reads a log of a page. */
function logTo(complain: (...said: unknown[]) => void): Logger {
  const silent = () => {};
  return {
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: complain,
    fatal: complain,
  } as unknown as Logger;
}
