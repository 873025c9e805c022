// A GitHub in which nobody and nothing is yet.
import { GITHUB_LIMITS, type Limits } from "./limits.ts";
import type { Account, Deliver, World } from "./world.ts";

export interface GitHubOptions {
  /** What time it is here, in ms since the epoch. */
  clock: { now(): number };
  /** The clock by which JSON Web Tokens and installation tokens are judged; the client's own. */
  jwtClock?: () => number;
  deliver?: Deliver;
  baseUrl?: string;
  limits?: Partial<Limits>;
}

async function post({ url, headers, body }: Parameters<Deliver>[0]): Promise<{ status: number }> {
  const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) });
  await response.arrayBuffer();
  return { status: response.status };
}

/** The state of a new GitHub. */
export function createWorld({ clock, jwtClock, deliver, baseUrl, limits }: GitHubOptions): World {
  const ghost: Account = { id: 10137, login: "ghost", type: "User", members: new Set(), createdAt: 0 };
  return {
    clock,
    jwtClock: jwtClock ?? (() => clock.now()),
    deliver: deliver ?? post,
    baseUrl: baseUrl ?? "http://127.0.0.1",
    accounts: new Map([["ghost", ghost]]),
    ghost,
    teams: new Map(),
    repositories: [],
    issues: new Map(),
    comments: new Map(),
    apps: [],
    installations: new Map(),
    tokens: new Map(),
    grants: new Map(),
    userTokens: new Map(),
    visitor: undefined,
    queues: new Map(),
    working: new Set(),
    deliveries: [],
    requests: [],
    faults: {},
    limits: { ...GITHUB_LIMITS, ...limits },
    usage: new Map(),
    lastId: 100_000,
  };
}
