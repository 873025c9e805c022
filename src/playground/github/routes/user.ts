// What a signed-in user's own token tells: who it is, and what they may see through the app.
import { isMember } from "../accounts.ts";
import { repositoriesOf } from "../apps.ts";
import { paged } from "../pages.ts";
import { notFound, refusal } from "../refusals.ts";
import { hasOwnRole } from "../roles.ts";
import { type Answer, type Call, numberIn, type Row } from "../router.ts";
import { userShape } from "../shapes/account.ts";
import { installationShape } from "../shapes/app.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { Account, Installation, Repository } from "../world.ts";

function userOf({ caller }: Call): Account {
  if (!caller.user) throw refusal(caller.app ? 403 : 401, "Requires authentication");
  return caller.user;
}

/** Where the user has a role of their own: what anybody may read does not count. */
function seenThrough(call: Call, installation: Installation): Repository[] {
  const user = userOf(call);
  return repositoriesOf(call.world, installation).filter((one) => hasOwnRole(call.world, user, one));
}

function installationsOf(call: Call): Installation[] {
  const user = userOf(call);
  const ofApp = [...call.world.installations.values()].filter(({ app }) => app === call.caller.app);
  return ofApp.filter(
    (one) => one.account === user || isMember(one.account, user) || seenThrough(call, one).length > 0,
  );
}

function listInstallations(call: Call): Answer {
  const installations = installationsOf(call);
  const page = paged(call, installations, (one) => installationShape(call.world, one));
  return { ...page, body: { total_count: installations.length, installations: page.body } };
}

function listRepositories(call: Call): Answer {
  const installation = installationsOf(call).find(({ id }) => id === numberIn(call, "id"));
  if (!installation) throw notFound();
  if (installation.suspendedAt !== null) throw refusal(403, "This installation has been suspended");
  const repositories = seenThrough(call, installation);
  const page = paged(call, repositories, (one) => repositoryShape(call.world, one));
  return { ...page, body: { total_count: repositories.length, repositories: page.body } };
}

export const userRows: Row<Call>[] = [
  { method: "GET", path: "/user", run: (call) => ({ status: 200, body: userShape(call.world, userOf(call)) }) },
  { method: "GET", path: "/user/installations", run: listInstallations },
  { method: "GET", path: "/user/installations/:id/repositories", run: listRepositories },
];
