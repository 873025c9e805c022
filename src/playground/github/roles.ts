// What a person may do in a repository.
import { isMember } from "./accounts.ts";
import { forbidden, notFound } from "./refusals.ts";
import type { Account, App, Repository, Role, World } from "./world.ts";

/** Who does something: an account, and the app if it acts through one. */
export interface Actor {
  account: Account;
  app: App | null;
}

const ORDER: Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** Whether the role reaches the one that is needed. */
export function reaches(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

function granted(world: World, account: Account, repository: Repository): Role[] {
  const login = account.login.toLowerCase();
  return [...repository.collaborators].flatMap(([name, role]) => {
    const holds = name.includes("/") ? world.teams.get(name)?.has(login) : name === login;
    return holds ? [role] : [];
  });
}

/** The role of an account: the best of what it was given, what its organization gives, and what everyone has. */
export function roleOf(world: World, account: Account, repository: Repository): Role {
  const { owner } = repository;
  if (owner === account) return "admin";
  const base: Role = !repository.private || isMember(owner, account) ? "read" : "none";
  return [base, ...granted(world, account, repository)].reduce((best, role) => (reaches(role, best) ? role : best));
}

/** Whether an account may read for a reason of its own: as owner, member, or because it was given a role. */
export function hasOwnRole(world: World, account: Account, repository: Repository): boolean {
  const { owner } = repository;
  return owner === account || isMember(owner, account) || granted(world, account, repository).length > 0;
}

/** The role an actor acts with; an app's permissions were compared already, so it counts as write. */
export function actingRole(world: World, actor: Actor, repository: Repository): Role {
  return actor.app ? "write" : roleOf(world, actor.account, repository);
}

/** Refuses a change by an actor whose role is too low (404 if it may not even see the repository), or in an archive. */
export function requireRole(world: World, actor: Actor, { repository, role }: { repository: Repository; role: Role }) {
  const has = actingRole(world, actor, repository);
  if (!reaches(has, "read")) throw notFound();
  if (repository.archived) throw forbidden("Repository was archived so is read-only.");
  if (!reaches(has, role)) throw forbidden(`You need the role ${role} in ${repository.name}, and have ${has}.`);
}

/** GitHub's coarse word on how an author belongs to a repository. */
export function associationOf(account: Account, repository: Repository): string {
  if (repository.owner === account) return "OWNER";
  if (isMember(repository.owner, account)) return "MEMBER";
  return repository.collaborators.has(account.login.toLowerCase()) ? "COLLABORATOR" : "NONE";
}

/** GitHub's legacy permission: maintain is folded into write, triage into read. */
export function legacyPermission(role: Role): string {
  return { none: "none", read: "read", triage: "read", write: "write", maintain: "write", admin: "admin" }[role];
}
