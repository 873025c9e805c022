// The files of a repository's branches, and the pushes that change them.
import { branchOf } from "./branches.ts";
import { tellIssue } from "./issue-news.ts";
import { closeIssue } from "./issues.ts";
import { notFound, refusal } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { sha1 } from "./sha1.ts";
import { deletionShape, type Push, pushShape } from "./shapes/commit.ts";
import { emit } from "./webhooks.ts";
import { freshId, type Issue, type Repository, timeOf, type World } from "./world.ts";

export interface Change {
  repository: Repository;
  branch?: string;
  path: string;
  /** The new text, or null to delete the file. */
  text: string | null;
  message?: string;
}

export interface Commit {
  sha: string;
  parent: string;
  message: string;
  at: number;
}

/** Writes or deletes a file as one commit, and tells the apps of the push. */
export function commitFile(world: World, actor: Actor, change: Change): Commit {
  const { repository, branch: name = "main", path, text } = change;
  requireRole(world, actor, { repository, role: "write" });
  const branch = branchOf(repository, name);
  const known = branch.files.has(path);
  if (text === null && !known) throw notFound();
  const verb = text === null ? "Delete" : known ? "Update" : "Create";
  const parent = branch.sha;
  const message = change.message ?? `${verb} ${path}`;
  const commit = { sha: sha1(`${parent}${freshId(world)}`), parent, message, at: timeOf(world) };
  if (text === null) branch.files.delete(path);
  else branch.files.set(path, text);
  branch.sha = commit.sha;
  branch.commits.push({ ...commit, by: actor.account, paths: [path] });
  repository.pushedAt = commit.at;
  const files = {
    added: [],
    removed: [],
    modified: [],
    [{ Delete: "removed", Update: "modified", Create: "added" }[verb]]: [path],
  };
  tellPush(world, actor, { repository, branch: name, commit, files });
  return commit;
}

/** Tells the apps of a push, and what it means for the open pull requests of its branch. */
export function tellPush(world: World, actor: Actor, push: Push): void {
  const { repository, branch, commit } = push;
  emit(world, { event: "push", action: undefined, repository, actor, payload: pushShape(world, actor, push) });
  for (const issue of pullsFrom(repository, branch))
    tellIssue(world, actor, { issue, action: "synchronize", payload: { before: commit.parent, after: commit.sha } });
}

/** The open pull requests of a branch. */
function pullsFrom({ issues }: Repository, branch: string): Issue[] {
  return [...issues.values()].filter(({ pull, state }) => pull?.head === branch && state === "open");
}

/** Makes a new branch that begins at a commit which some branch has. */
export function createBranch(
  world: World,
  actor: Actor,
  { repository, name, sha }: { repository: Repository; name: string; sha: string },
) {
  requireRole(world, actor, { repository, role: "write" });
  if (repository.branches.has(name)) throw refusal(422, "Reference already exists");
  const origin = [...repository.branches.values()].find((branch) => branch.sha === sha);
  if (!origin) throw refusal(422, "Object does not exist");
  const { files, commits } = origin;
  repository.branches.set(name, { sha, files: new Map(files), begun: new Map(files), commits: [...commits] });
}

/** Deletes a branch; its pull requests are closed with it and keep their commits. */
export function deleteBranch(
  world: World,
  actor: Actor,
  { repository, name }: { repository: Repository; name: string },
): void {
  requireRole(world, actor, { repository, role: "write" });
  const branch = repository.branches.get(name);
  if (!branch) throw refusal(422, "Reference does not exist");
  for (const { pull } of repository.issues.values()) if (pull?.head === name) pull.kept = branch;
  repository.branches.delete(name);
  const payload = deletionShape(world, actor, { repository, branch: name, sha: branch.sha });
  emit(world, { event: "push", action: undefined, repository, actor, payload });
  for (const issue of pullsFrom(repository, name)) closeIssue(world, actor, { issue });
}
