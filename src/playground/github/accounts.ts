// People, bots, organizations and teams.
import { notFound } from "./refusals.ts";
import { type Account, freshId, timeOf, type World } from "./world.ts";

/** Adds an account, or answers the one that already has this login (logins ignore case). */
export function addAccount(world: World, login: string, type: Account["type"] = "User"): Account {
  const known = world.accounts.get(login.toLowerCase());
  if (known) return known;
  const account: Account = { id: freshId(world), login, type, members: new Set(), createdAt: timeOf(world) };
  world.accounts.set(login.toLowerCase(), account);
  return account;
}

/** The account with this login, or a 404. */
export function accountOf(world: World, login: string): Account {
  const account = world.accounts.get(login.toLowerCase());
  if (!account) throw notFound();
  return account;
}

/** Adds an organization; members that do not exist yet become users. */
export function addOrganization(world: World, login: string, members: string[] = []): void {
  const organization = addAccount(world, login, "Organization");
  for (const member of members) organization.members.add(addAccount(world, member).login.toLowerCase());
}

/** Adds a team such as `acme/sre`; its members join the organization. */
export function addTeam(world: World, name: string, members: string[]): void {
  const [login = "", slug = ""] = name.split("/");
  addOrganization(world, login, members);
  world.teams.set(`${login}/${slug}`.toLowerCase(), new Set(members.map((member) => member.toLowerCase())));
}

/** Whether the account belongs to the organization. */
export function isMember(organization: Account, account: Account): boolean {
  return organization.members.has(account.login.toLowerCase());
}
