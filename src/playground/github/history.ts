// Commits that are more than one file written: a file moved, a branch replaced.
import { branchOf } from "./branches.ts";
import { tellPush } from "./contents.ts";
import { notFound } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { sha1 } from "./sha1.ts";
import { type Branch, freshId, type Repository, timeOf, type World } from "./world.ts";

interface Push {
  repository: Repository;
  branch: string;
  message: string;
  files: { added: string[]; removed: string[]; modified: string[] };
  forced?: boolean;
}

/** One commit that moves a file, as it is. */
export function moveFile(
  world: World,
  actor: Actor,
  { repository, branch: name, from, to }: { repository: Repository; branch: string; from: string; to: string },
): void {
  requireRole(world, actor, { repository, role: "write" });
  const branch = branchOf(repository, name);
  const text = branch.files.get(from);
  if (text === undefined) throw notFound();
  branch.files.delete(from);
  branch.files.set(to, text);
  const files = { added: [to], removed: [from], modified: [] };
  commit(world, actor, { branch, push: { repository, branch: name, message: `Rename ${from}`, files } });
}

/** Replaces a branch by one commit with these files, on top of what it began with. */
export function forcePush(
  world: World,
  actor: Actor,
  { repository, branch: name, files: texts }: { repository: Repository; branch: string; files: Record<string, string> },
): void {
  requireRole(world, actor, { repository, role: "write" });
  const branch = branchOf(repository, name);
  branch.files = new Map([...branch.begun, ...Object.entries(texts)]);
  const files = { added: Object.keys(texts), removed: [], modified: [] };
  commit(world, actor, { branch, push: { repository, branch: name, message: "Start again", files, forced: true } });
}

function commit(world: World, actor: Actor, { branch, push }: { branch: Branch; push: Push }): void {
  const { message, files, repository } = push;
  const parent = branch.sha;
  const made = { sha: sha1(`${parent}${freshId(world)}`), parent, message, at: timeOf(world) };
  branch.sha = made.sha;
  branch.commits.push({ ...made, by: actor.account, paths: [...files.added, ...files.removed] });
  repository.pushedAt = made.at;
  tellPush(world, actor, { ...push, commit: made });
}
