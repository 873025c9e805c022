// The whole state of the local GitHub as plain data, with its clock and its numbers.
import type { Account, Comment, Issue, Repository } from "./entities.ts";
import type { Faults } from "./faults.ts";
import type { Limits, Usage } from "./limits.ts";
import type { Grant, SignInSettings, UserToken } from "./oauth.ts";

export type * from "./entities.ts";

type Access = "read" | "write";
export type Permissions = Record<string, Access>;

export interface App {
  id: number;
  slug: string;
  publicKey: string;
  webhookUrl: string | undefined;
  webhookSecret: string;
  hookId: number;
  permissions: Permissions;
  events: string[];
  owner: Account;
  bot: Account;
  /** Undefined: nobody can sign in through it. */
  signIn?: SignInSettings;
  createdAt: number;
}

export interface Installation {
  id: number;
  app: App;
  account: Account;
  selection: "all" | "selected";
  repositories: Set<Repository>;
  suspendedAt: number | null;
  /** What its owner agreed to: at most what the app asks for. */
  permissions: Permissions;
  createdAt: number;
}

export interface Token {
  installation: Installation;
  permissions: Permissions;
  repositories: Set<Repository> | "all";
  expiresAt: number;
}

export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | undefined;
  app: App;
  installationId: number | null;
  repositoryId: number | null;
  at: number;
  redelivery: boolean;
  dropped: boolean;
  status: number;
  message: string;
  headers: Record<string, string>;
  body: string;
}

/** One API request as it was answered; `at` is ms of the injected clock. */
export interface LoggedRequest {
  at: number;
  method: string;
  path: string;
  status: number;
  actor: string;
  content: boolean;
  body?: unknown;
}

export type Deliver = (hook: {
  url: string;
  headers: Record<string, string>;
  body: string;
}) => Promise<{ status: number }>;

export interface World {
  clock: { now(): number };
  jwtClock: () => number;
  deliver: Deliver;
  baseUrl: string;
  accounts: Map<string, Account>;
  /** Who acts where nobody is known. */
  ghost: Account;
  teams: Map<string, Set<string>>;
  repositories: Repository[];
  issues: Map<number, Issue>;
  comments: Map<number, Comment>;
  apps: App[];
  installations: Map<number, Installation>;
  tokens: Map<string, Token>;
  grants: Map<string, Grant>;
  userTokens: Map<string, UserToken>;
  /** Who sits before the browser and agrees to whatever app asks. */
  visitor: Account | undefined;
  queues: Map<number, Delivery[]>;
  working: Set<Promise<void>>;
  deliveries: Delivery[];
  requests: LoggedRequest[];
  faults: Faults;
  limits: Limits;
  usage: Map<string, Usage>;
  lastId: number;
}

/** The next number that nothing else in this world has. */
export function freshId(world: World): number {
  world.lastId += 1;
  return world.lastId;
}

/** Now in ms, without a fraction of a second, as GitHub keeps time. */
export function timeOf(world: World): number {
  return Math.floor(world.clock.now() / 1000) * 1000;
}

/** Milliseconds since the epoch as GitHub writes them: ISO 8601, UTC, whole seconds. */
export function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
