// Repositories: adding, finding, renaming and archiving them.
import { accountOf, addAccount } from "./accounts.ts";
import type { Actor } from "./roles.ts";
import { blobSha, sha1 } from "./sha1.ts";
import { emit } from "./webhooks.ts";
import {
  type Account,
  type Branch,
  freshId,
  type Label,
  type Repository,
  type Role,
  timeOf,
  type World,
} from "./world.ts";

export interface RepositoryOptions {
  private?: boolean;
  collaborators?: Record<string, Exclude<Role, "none">>;
  files?: Record<string, string>;
}

const DEFAULT_LABELS: [string, string, string][] = [
  ["bug", "d73a4a", "Something isn't working"],
  ["documentation", "0075ca", "Improvements or additions to documentation"],
  ["duplicate", "cfd3d7", "This issue or pull request already exists"],
  ["enhancement", "a2eeef", "New feature or request"],
  ["good first issue", "7057ff", "Good for newcomers"],
  ["help wanted", "008672", "Extra attention is needed"],
  ["invalid", "e4e669", "This doesn't seem right"],
  ["question", "d876e3", "Further information is requested"],
  ["wontfix", "ffffff", "This will not be worked on"],
];

function defaultLabels(world: World): Label[] {
  return DEFAULT_LABELS.map(([name, color, description]) => {
    return { id: freshId(world), name, color, description, default: true };
  });
}

/** Adds a repository with GitHub's nine labels; an owner that does not exist yet becomes an organization. */
export function addRepository(world: World, fullName: string, options: RepositoryOptions = {}): Repository {
  const [login = "", name = ""] = fullName.split("/");
  const owner = world.accounts.get(login.toLowerCase()) ?? addAccount(world, login, "Organization");
  const now = timeOf(world);
  const collaborators = Object.entries(options.collaborators ?? {}).map(([who, role]): [string, Role] => {
    if (!who.includes("/")) addAccount(world, who);
    return [who.toLowerCase(), role];
  });
  const repository: Repository = {
    id: freshId(world),
    owner,
    name,
    formerNames: [],
    private: options.private ?? false,
    archived: false,
    collaborators: new Map(collaborators),
    labels: defaultLabels(world),
    issues: new Map(),
    lastNumber: 0,
    branches: new Map([["main", firstBranch(options.files ?? {}, { by: owner, at: now })]]),
    deployments: [],
    releases: [],
    checkRuns: [],
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
  };
  world.repositories.push(repository);
  emit(world, {
    event: "repository",
    action: "created",
    repository,
    actor: ownerActor(world, repository),
    payload: {},
  });
  return repository;
}

function firstBranch(texts: Record<string, string>, { by, at }: { by: Account; at: number }): Branch {
  const sha = sha1(Object.values(texts).map(blobSha).join(""));
  const files = new Map(Object.entries(texts));
  const commits = [{ sha, by, at, message: "A change", paths: [...files.keys()] }];
  return { sha, files, begun: new Map(files), commits };
}

/** `owner/name` as it is now. */
export function fullNameOf(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** The repository with this name, now or formerly; a present name wins. */
export function findRepository(world: World, fullName: string): Repository | undefined {
  const wanted = fullName.toLowerCase();
  return (
    world.repositories.find((one) => fullNameOf(one).toLowerCase() === wanted) ??
    world.repositories.find((one) => one.formerNames.includes(wanted))
  );
}

/** The repository with this name; a test that misspells it should hear so. */
export function repositoryOf(world: World, fullName: string): Repository {
  const repository = findRepository(world, fullName);
  if (!repository) throw new Error(`The playground has no repository ${fullName}.`);
  return repository;
}

/** Renames a repository; its old name redirects from now on. */
export function renameRepository(
  world: World,
  actor: Actor,
  { repository, name }: { repository: Repository; name: string },
) {
  const from = repository.name;
  repository.formerNames.push(fullNameOf(repository).toLowerCase());
  repository.name = name;
  const changes = { repository: { name: { from } } };
  emit(world, { event: "repository", action: "renamed", repository, actor, payload: { changes } });
}

/** Makes a repository read-only, or writable again. */
export function archiveRepository(
  world: World,
  actor: Actor,
  { repository, archived }: { repository: Repository; archived: boolean },
) {
  if (repository.archived === archived) return;
  repository.archived = archived;
  const action = archived ? "archived" : "unarchived";
  emit(world, { event: "repository", action, repository, actor, payload: {} });
}

/** Hides a repository from the world, or shows it. */
export function hideRepository(
  world: World,
  actor: Actor,
  { repository, hidden }: { repository: Repository; hidden: boolean },
): void {
  if (repository.private === hidden) return;
  repository.private = hidden;
  const action = hidden ? "privatized" : "publicized";
  emit(world, { event: "repository", action, repository, actor, payload: {} });
}

/** The owner's account acting for itself, or for an organization its first member. */
export function ownerActor(world: World, repository: { owner: Repository["owner"] }): Actor {
  const [first] = repository.owner.members;
  return { account: first ? accountOf(world, first) : repository.owner, app: null };
}
