// The app itself, its installations and their tokens.
import { installationOf, repositoriesOf } from "../apps.ts";
import { paged } from "../pages.ts";
import { notAccessible, notFound } from "../refusals.ts";
import { type Answer, type Call, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { appShape, clientIdOf, installationShape } from "../shapes/app.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { mintToken, type TokenWish } from "../tokens.ts";
import { covers } from "../webhooks.ts";
import { type App, type Installation, iso, type Repository } from "../world.ts";

function appOf({ caller }: Call): App {
  if (!caller.app) throw notFound();
  return caller.app;
}

function installationsOf({ world }: Call, app: App): Installation[] {
  return [...world.installations.values()].filter((one) => one.app === app);
}

function showApp(call: Call): Answer {
  const app = appOf(call);
  const installations_count = installationsOf(call, app).length;
  return { status: 200, body: { ...appShape(call.world, app), client_id: clientIdOf(app), installations_count } };
}

function showInstallation(call: Call): Answer {
  const installation = installationOf(call.world, appOf(call), numberIn(call, "id"));
  return { status: 200, body: installationShape(call.world, installation) };
}

function createToken(call: Call): Answer {
  const { world, body } = call;
  const installation = installationOf(world, appOf(call), numberIn(call, "id"));
  const [token, granted] = mintToken(world, installation, body as TokenWish);
  const { permissions, repositories, expiresAt } = granted;
  const chosen = repositories === "all" ? [] : [...repositories].map((one) => repositoryShape(world, one));
  const selection = repositories === "all" ? installation.selection : "selected";
  const answer = { token, expires_at: iso(expiresAt), permissions, repository_selection: selection };
  return { status: 201, body: { ...answer, ...(chosen.length > 0 && { repositories: chosen }) } };
}

function visible(call: Call): Repository[] {
  const { installation, token } = call.caller;
  if (!installation || !token) throw notAccessible();
  const seen = repositoriesOf(call.world, installation);
  return token.repositories === "all" ? seen : seen.filter((one) => (token.repositories as Set<Repository>).has(one));
}

function listRepositories(call: Call): Answer {
  const repositories = visible(call);
  const page = paged(call, repositories, (one) => repositoryShape(call.world, one));
  const repository_selection = call.caller.installation?.selection;
  return { ...page, body: { total_count: repositories.length, repository_selection, repositories: page.body } };
}

function showInstallationHere(call: RepositoryCall): Answer {
  const installation = installationsOf(call, appOf(call)).find((one) => covers(one, call.repository));
  if (!installation) throw notFound();
  return { status: 200, body: installationShape(call.world, installation) };
}

function showAccountInstallation(call: Call): Answer {
  const login = call.params.login?.toLowerCase();
  const installation = installationsOf(call, appOf(call)).find((one) => one.account.login.toLowerCase() === login);
  if (!installation) throw notFound();
  return { status: 200, body: installationShape(call.world, installation) };
}

export const appRows: Row<Call>[] = [
  { method: "GET", path: "/app", permission: "app", run: showApp },
  {
    method: "GET",
    path: "/app/installations",
    permission: "app",
    run: (call) => paged(call, installationsOf(call, appOf(call)), (one) => installationShape(call.world, one)),
  },
  { method: "GET", path: "/app/installations/:id", permission: "app", run: showInstallation },
  { method: "POST", path: "/app/installations/:id/access_tokens", permission: "app", run: createToken },
  { method: "GET", path: "/orgs/:login/installation", permission: "app", run: showAccountInstallation },
  { method: "GET", path: "/users/:login/installation", permission: "app", run: showAccountInstallation },
  { method: "GET", path: "/installation/repositories", run: listRepositories },
];

export const appRepositoryRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/installation", permission: "app", run: showInstallationHere },
];
