// Apps, installations and their tokens as GitHub writes them in JSON.
import { type App, type Installation, iso, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { nodeId } from "./node-id.ts";

/** An `integration`: also what stands in `performed_via_github_app`. */
export function appShape(world: World, app: App) {
  return {
    id: app.id,
    client_id: clientIdOf(app),
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: userShape(world, app.owner),
    name: app.slug,
    description: "",
    external_url: `${world.baseUrl}/apps/${app.slug}`,
    html_url: `${world.baseUrl}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

/** The client id, which may stand in place of the app id in a JSON Web Token. */
export function clientIdOf(app: App): string {
  return `Iv23li${String(app.id).padStart(14, "0")}`;
}

/** An `installation`. */
export function installationShape(world: World, installation: Installation) {
  const { app, account, suspendedAt } = installation;
  const url = `${world.baseUrl}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: clientIdOf(app),
    account: userShape(world, account),
    repository_selection: installation.selection,
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.baseUrl}/installation/repositories`,
    html_url: `${world.baseUrl}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedAt === null ? null : userShape(world, account),
    suspended_at: suspendedAt === null ? null : iso(suspendedAt),
  };
}
