// A strict local GitHub: the world, the people in it, and its API.
import { accountOf, addAccount, addOrganization, addTeam, leaveAccount, renameAccount } from "./accounts.ts";
import { answer } from "./api.ts";
import {
  type AppOptions,
  acceptPermissions,
  addApp,
  appOf,
  install,
  ping,
  selectRepositories,
  setPermissions,
  suspend,
  uninstall,
} from "./apps.ts";
import { treeOf } from "./branches.ts";
import { settled } from "./deliveries.ts";
import { createWorld, type GitHubOptions } from "./empty.ts";
import type { ApiRequest, ApiResponse, Faults } from "./faults.ts";
import type { SignInSettings } from "./oauth.ts";
import { type Person, personOf } from "./people.ts";
import { addRepository, type RepositoryOptions, repositoryOf } from "./repositories.ts";
import { type Thread, threadOf } from "./thread.ts";
import type { Deliver, Delivery, LoggedRequest, Permissions, World } from "./world.ts";

export { FAULT_HEADER } from "./faults.ts";
export { Refusal } from "./refusals.ts";
export type { ApiRequest, ApiResponse, Deliver, Faults, GitHubOptions, Person, Thread };

/** One webhook as it was sent; `payload` is parsed anew at each reading. */
export interface SentWebhook {
  id: number;
  guid: string;
  event: string;
  action: string | undefined;
  status: number;
  at: number;
  app: string;
  redelivery: boolean;
  dropped: boolean;
  headers: Record<string, string>;
  readonly payload: Record<string, unknown>;
}

export interface GitHub {
  /** What all URLs begin with; `serveGitHub` sets it. */
  baseUrl: string;
  readonly requests: LoggedRequest[];
  readonly deliveries: SentWebhook[];
  /** What goes wrong; nothing, until it is set. */
  faults: Faults;
  addUser(login: string, options?: { type?: "User" | "Bot" }): void;
  /** The account is deleted: where it stood, GitHub says null. */
  removeUser(login: string): void;
  renameUser(login: string, to: string): void;
  addOrganization(login: string, members?: string[]): void;
  addTeam(name: string, members: string[]): void;
  addRepository(fullName: string, options?: RepositoryOptions): void;
  addApp(app: AppOptions): void;
  /** Points an app's webhook somewhere else, or nowhere. */
  setWebhook(appId: number, url: string | undefined): void;
  /** Lets people sign in through an app, which is sent back to these addresses. */
  setSignIn(appId: number, settings: SignInSettings): void;
  /** Who sits before the browser from now on and agrees to whatever app asks; undefined: they say no. */
  visit(login: string | undefined): void;
  /** Ends every token of a user. */
  revoke(login: string): void;
  ping(appId: number): void;
  install(appId: number, owner: string, repositories?: string[] | "all"): number;
  uninstall(installationId: number): void;
  suspend(installationId: number, suspended?: boolean): void;
  /** What an app asks for: less holds at once, more once `acceptPermissions` was called. */
  setPermissions(appId: number, permissions: Permissions): void;
  acceptPermissions(installationId: number): void;
  selectRepositories(installationId: number, change: { added?: string[]; removed?: string[] }): void;
  as(login: string): Person;
  request(request: ApiRequest): Promise<ApiResponse>;
  settled(): Promise<void>;
  thread(repo: string, number: number): Thread;
  /** A file's text on a branch (`main` unless told), or at a commit; undefined when there is none. */
  file(repo: string, path: string, ref?: string): string | undefined;
  /** What was asked for in every check run, oldest first. */
  checkRuns(repo: string): Record<string, unknown>[];
}

function sent(delivery: Delivery): SentWebhook {
  const { id, guid, event, action, status, at, app, redelivery, dropped, headers } = delivery;
  return {
    ...{ id, guid, event, action, status, at, app: app.slug, redelivery, dropped, headers },
    get payload() {
      return JSON.parse(delivery.body) as Record<string, unknown>;
    },
  };
}

function installationIn(world: World, id: number) {
  const installation = world.installations.get(id);
  if (!installation) throw new Error(`The playground has no installation ${id}.`);
  return installation;
}

function building(world: World) {
  return {
    addUser: (login: string, options?: { type?: "User" | "Bot" }) => void addAccount(world, login, options?.type),
    removeUser: (login: string) => leaveAccount(world, login),
    renameUser: (login: string, to: string) => renameAccount(world, login, to),
    addOrganization: (login: string, members?: string[]) => addOrganization(world, login, members),
    addTeam: (name: string, members: string[]) => addTeam(world, name, members),
    addRepository: (fullName: string, options?: RepositoryOptions) => void addRepository(world, fullName, options),
    addApp: (app: AppOptions) => void addApp(world, app),
    visit: (login: string | undefined) => {
      world.visitor = login === undefined ? undefined : accountOf(world, login);
    },
    revoke: (login: string) => {
      for (const [secret, { account }] of world.userTokens)
        if (account === accountOf(world, login)) world.userTokens.delete(secret);
    },
  };
}

function installing(world: World) {
  return {
    setWebhook: (appId: number, url: string | undefined) =>
      void Object.assign(appOf(world, appId), { webhookUrl: url }),
    setSignIn: (appId: number, signIn: SignInSettings) => void Object.assign(appOf(world, appId), { signIn }),
    ping: (appId: number) => ping(world, appOf(world, appId)),
    install: (appId: number, owner: string, repositories: string[] | "all" = "all") =>
      install(world, appOf(world, appId), { owner, repositories }),
    uninstall: (id: number) => uninstall(world, installationIn(world, id)),
    suspend: (id: number, suspended = true) => suspend(world, installationIn(world, id), suspended),
    setPermissions: (appId: number, permissions: Permissions) =>
      setPermissions(world, appOf(world, appId), permissions),
    acceptPermissions: (id: number) => acceptPermissions(world, installationIn(world, id)),
    selectRepositories: (id: number, { added = [], removed = [] }: { added?: string[]; removed?: string[] }) => {
      const named = (names: string[]) => names.map((name) => repositoryOf(world, name));
      selectRepositories(world, installationIn(world, id), { added: named(added), removed: named(removed) });
    },
  };
}

/** A new, empty GitHub. */
export function createGitHub(options: GitHubOptions): GitHub {
  const world = createWorld(options);
  return {
    get baseUrl() {
      return world.baseUrl;
    },
    set baseUrl(url) {
      world.baseUrl = url;
    },
    requests: world.requests,
    get deliveries() {
      return world.deliveries.map(sent);
    },
    get faults() {
      return world.faults;
    },
    set faults(faults) {
      world.faults = faults;
    },
    ...building(world),
    ...installing(world),
    as: (login) => personOf(world, login),
    request: (request) => answer(world, request),
    settled: () => settled(world),
    thread: (repo, number) => threadOf(world, repo, number),
    file: (repo, path, ref = "main") => treeOf(repositoryOf(world, repo), ref).files.get(path),
    checkRuns: (repo) => repositoryOf(world, repo).checkRuns.map(({ fields }) => fields),
  };
}
