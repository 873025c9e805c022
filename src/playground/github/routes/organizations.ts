// Organizations, teams and users.
import { accountOf, isMember } from "../accounts.ts";
import { paged } from "../pages.ts";
import { notFound } from "../refusals.ts";
import type { Answer, Call, Row } from "../router.ts";
import { userShape } from "../shapes/account.ts";
import { type Account, iso, type World } from "../world.ts";

function organizationIn(call: Call): Account {
  const account = accountOf(call.world, call.params.org ?? "");
  // An installation elsewhere learns nothing about the members here.
  const foreign = call.caller.installation && call.caller.installation.account !== account;
  if (account.type !== "Organization" || foreign) throw notFound();
  return account;
}

function named(world: World, logins: Iterable<string>): Account[] {
  return [...logins].map((login) => accountOf(world, login));
}

function listMembers(call: Call): Answer {
  return paged(call, named(call.world, organizationIn(call).members), (one) => userShape(call.world, one));
}

function listTeam(call: Call): Answer {
  const members = call.world.teams.get(`${organizationIn(call).login}/${call.params.team}`.toLowerCase());
  if (!members) throw notFound();
  return paged(call, named(call.world, members), (one) => userShape(call.world, one));
}

function checkMember(call: Call): Answer {
  const account = call.world.accounts.get(call.params.login?.toLowerCase() ?? "");
  if (!account || !isMember(organizationIn(call), account)) throw notFound();
  return { status: 204 };
}

const PROFILE = {
  name: null,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  twitter_username: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
};

function showUser(call: Call): Answer {
  const account = accountOf(call.world, call.params.login ?? "");
  const since = iso(account.createdAt);
  return { status: 200, body: { ...userShape(call.world, account), ...PROFILE, created_at: since, updated_at: since } };
}

export const organizationRows: Row<Call>[] = [
  { method: "GET", path: "/orgs/:org/members", permission: "members:read", run: listMembers },
  { method: "GET", path: "/orgs/:org/members/:login", permission: "members:read", run: checkMember },
  { method: "GET", path: "/orgs/:org/teams/:team/members", permission: "members:read", run: listTeam },
  { method: "GET", path: "/users/:login", run: showUser },
];
