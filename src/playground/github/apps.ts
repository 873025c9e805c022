// GitHub Apps, where they are installed, and the tokens they get there.
import { accountOf, addAccount } from "./accounts.ts";
import { enqueue } from "./deliveries.ts";
import { notFound } from "./refusals.ts";
import { ownerActor, repositoryOf } from "./repositories.ts";
import { repositoryReference } from "./shapes/repository.ts";
import { covers, emitInstallation } from "./webhooks.ts";
import {
  type App,
  freshId,
  type Installation,
  type Permissions,
  type Repository,
  timeOf,
  type World,
} from "./world.ts";

export interface AppOptions {
  id: number;
  slug: string;
  /** PEM; empty: whoever names the app is believed to be it, where nobody else can ask. */
  publicKey: string;
  webhookUrl?: string;
  /** Empty: webhooks are not signed, as on GitHub. */
  webhookSecret: string;
  permissions: Permissions;
  events: string[];
}

/** The permission without which GitHub does not let an app subscribe to an event. */
const EVENT_NEEDS: Record<string, string> = {
  issues: "issues",
  issue_comment: "issues",
  sub_issues: "issues",
  push: "contents",
  release: "contents",
  deployment: "deployments",
  deployment_status: "deployments",
  check_run: "checks",
  check_suite: "checks",
  pull_request: "pull_requests",
};

/** Registers an app; an event that its permissions do not cover is refused, as GitHub refuses the manifest. */
export function addApp(world: World, options: AppOptions): App {
  const missing = options.events.filter((event) => EVENT_NEEDS[event] && !options.permissions[EVENT_NEEDS[event]]);
  if (missing.length > 0) throw new Error(`Default events are not supported by permissions: ${missing.join(", ")}`);
  const app: App = {
    ...options,
    webhookUrl: options.webhookUrl,
    permissions: { ...options.permissions, metadata: "read" },
    hookId: freshId(world),
    owner: addAccount(world, `${options.slug}-makers`, "Organization"),
    bot: addAccount(world, `${options.slug}[bot]`, "Bot"),
    createdAt: timeOf(world),
  };
  world.apps.push(app);
  return app;
}

/** The app with this id; a test that has none should hear so. */
export function appOf(world: World, id: number): App {
  const app = world.apps.find((one) => one.id === id);
  if (!app) throw new Error(`The playground has no app ${id}.`);
  return app;
}

/** Sends the `ping` that a webhook begins with. */
export function ping(world: World, app: App): void {
  const config = { content_type: "json", insecure_ssl: "0", url: app.webhookUrl, secret: "********" };
  const times = {
    created_at: new Date(app.createdAt).toISOString(),
    updated_at: new Date(app.createdAt).toISOString(),
  };
  const hook = {
    type: "App",
    id: app.hookId,
    app_id: app.id,
    name: "web",
    active: true,
    events: app.events,
    config,
    ...times,
  };
  const body = { zen: "Keep it logically awesome.", hook_id: app.hookId, hook };
  enqueue(world, app, { event: "ping", action: undefined, body, installationId: null, repositoryId: null });
}

/** Installs an app for an owner, on all repositories or on those named; answers the installation's id. */
export function install(
  world: World,
  app: App,
  { owner, repositories }: { owner: string; repositories: string[] | "all" },
): number {
  const account = accountOf(world, owner);
  const chosen = repositories === "all" ? [] : repositories.map((name) => repositoryOf(world, qualified(owner, name)));
  const installation: Installation = {
    id: freshId(world),
    app,
    account,
    selection: repositories === "all" ? "all" : "selected",
    repositories: new Set(chosen),
    suspendedAt: null,
    permissions: { ...app.permissions },
    createdAt: timeOf(world),
  };
  world.installations.set(installation.id, installation);
  tell(world, installation, "created");
  return installation.id;
}

function qualified(owner: string, name: string): string {
  return name.includes("/") ? name : `${owner}/${name}`;
}

/** The repositories an installation sees. */
export function repositoriesOf(world: World, installation: Installation): Repository[] {
  return world.repositories.filter((repository) => covers(installation, repository));
}

function tell(world: World, installation: Installation, action: string): void {
  const repositories = repositoriesOf(world, installation).map(repositoryReference);
  const actor = ownerActor(world, { owner: installation.account });
  const payload = action === "created" ? { repositories, requester: null } : { repositories };
  emitInstallation(world, installation, { event: "installation", action, actor, payload });
}

/** Removes an installation: its tokens die with it. */
export function uninstall(world: World, installation: Installation): void {
  tell(world, installation, "deleted");
  world.installations.delete(installation.id);
}

/** Suspends an installation, or lets it go on. */
export function suspend(world: World, installation: Installation, suspended: boolean): void {
  installation.suspendedAt = suspended ? timeOf(world) : null;
  tell(world, installation, suspended ? "suspend" : "unsuspend");
}

/** What an app asks for from now on: less holds at once everywhere, more only where it is accepted. */
export function setPermissions(world: World, app: App, permissions: Permissions): void {
  app.permissions = { ...permissions, metadata: "read" };
  for (const installation of world.installations.values()) {
    if (installation.app !== app) continue;
    const kept = Object.entries(installation.permissions).flatMap(([name, access]) => {
      const asked = app.permissions[name];
      return asked ? [[name, asked === "read" ? asked : access]] : [];
    });
    installation.permissions = Object.fromEntries(kept);
  }
}

/** The owner agrees to everything that the app asks for. */
export function acceptPermissions(world: World, installation: Installation): void {
  installation.permissions = { ...installation.app.permissions };
  tell(world, installation, "new_permissions_accepted");
}

/** Gives an installation repositories, or takes them away. */
export function selectRepositories(
  world: World,
  installation: Installation,
  { added = [], removed = [] }: { added?: Repository[]; removed?: Repository[] },
): void {
  for (const repository of added) installation.repositories.add(repository);
  for (const repository of removed) installation.repositories.delete(repository);
  const payload = {
    repository_selection: installation.selection,
    repositories_added: added.map(repositoryReference),
    repositories_removed: removed.map(repositoryReference),
    requester: null,
  };
  const action = added.length > 0 ? "added" : "removed";
  const actor = ownerActor(world, { owner: installation.account });
  emitInstallation(world, installation, { event: "installation_repositories", action, actor, payload });
}

/** The installation with this id, if it is this app's. */
export function installationOf(world: World, app: App, id: number): Installation {
  const installation = world.installations.get(id);
  if (installation?.app !== app) throw notFound();
  return installation;
}
