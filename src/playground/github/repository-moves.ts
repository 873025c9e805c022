// What takes a repository away: another owner, or deletion.
import { fullNameOf } from "./repositories.ts";
import type { Actor } from "./roles.ts";
import { emit } from "./webhooks.ts";
import type { Account, Repository, World } from "./world.ts";

/** Gives a repository to another owner; its old address redirects, and the new owner's apps are told. */
export function transferRepository(
  world: World,
  actor: Actor,
  { repository, owner }: { repository: Repository; owner: Account },
): void {
  const { owner: former } = repository;
  const kind = former.type === "Organization" ? "organization" : "user";
  repository.formerNames.push(fullNameOf(repository).toLowerCase());
  repository.owner = owner;
  const changes = { owner: { from: { [kind]: { login: former.login, id: former.id } } } };
  emit(world, { event: "repository", action: "transferred", repository, actor, payload: { changes } });
}

/** Deletes a repository with everything in it. */
export function deleteRepository(world: World, actor: Actor, repository: Repository): void {
  emit(world, { event: "repository", action: "deleted", repository, actor, payload: {} });
  world.repositories = world.repositories.filter((one) => one !== repository);
}
