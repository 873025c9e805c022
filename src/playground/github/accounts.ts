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

/** Deletes an account: what it did stays, by nobody. */
export function leaveAccount(world: World, login: string): void {
  const account = accountOf(world, login);
  account.isGone = true;
  world.accounts.delete(login.toLowerCase());
  for (const { collaborators } of world.repositories) collaborators.delete(login.toLowerCase());
  for (const issue of world.issues.values()) issue.assignees = issue.assignees.filter((one) => one !== account);
}

/** Gives an account another login; everything it did and may do goes along. */
export function renameAccount(world: World, login: string, to: string): void {
  const account = accountOf(world, login);
  account.login = to;
  world.accounts.delete(login.toLowerCase());
  world.accounts.set(to.toLowerCase(), account);
  for (const { collaborators } of world.repositories) {
    const role = collaborators.get(login.toLowerCase());
    if (!role) continue;
    collaborators.delete(login.toLowerCase());
    collaborators.set(to.toLowerCase(), role);
  }
  for (const { members } of world.accounts.values())
    if (members.delete(login.toLowerCase())) members.add(to.toLowerCase());
}
