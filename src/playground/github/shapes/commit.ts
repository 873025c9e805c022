// Commits and pushes as GitHub writes them in JSON.
import type { Commit } from "../contents.ts";
import type { Actor } from "../roles.ts";
import { sha1 } from "../sha1.ts";
import { iso, type Past, type Repository, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

export interface Push {
  repository: Repository;
  branch: string;
  commit: Commit;
  files: { added: string[]; removed: string[]; modified: string[] };
  /** What was there before is no part of it. */
  forced?: boolean;
}

function personOf({ account }: Actor) {
  return { name: account.login, email: `${account.id}+${account.login}@users.noreply.github.test` };
}

/** What a `push` webhook holds besides the usual keys. */
export function pushShape(world: World, actor: Actor, { repository, branch, commit, files, forced = false }: Push) {
  const page = repositoryPage(world, repository);
  const person = personOf(actor);
  const head = {
    id: commit.sha,
    tree_id: sha1(commit.sha),
    distinct: true,
    message: commit.message,
    timestamp: iso(commit.at),
    url: `${page}/commit/${commit.sha}`,
    author: { ...person, username: person.name, date: iso(commit.at) },
    committer: { ...person, username: person.name, date: iso(commit.at) },
    ...files,
  };
  return {
    ref: `refs/heads/${branch}`,
    before: commit.parent,
    after: commit.sha,
    created: false,
    deleted: false,
    forced,
    base_ref: null,
    compare: `${page}/compare/${commit.parent.slice(0, 12)}...${commit.sha.slice(0, 12)}`,
    commits: [head],
    head_commit: head,
    pusher: person,
    // In a push, and only there, GitHub counts a repository's times in seconds.
    repository: {
      created_at: Math.floor(repository.createdAt / 1000),
      pushed_at: Math.floor(repository.pushedAt / 1000),
      stargazers: 0,
      master_branch: "main",
    },
  };
}

/** What a `push` webhook says of a branch that was deleted. */
export function deletionShape(
  world: World,
  actor: Actor,
  { repository, branch, sha }: { repository: Repository; branch: string; sha: string },
) {
  const commit = { sha, parent: sha, message: "", at: repository.pushedAt };
  const files = { added: [], removed: [], modified: [] };
  const push = pushShape(world, actor, { repository, branch, commit, files });
  return { ...push, after: "0".repeat(40), deleted: true, commits: [], head_commit: null };
}

/** The `commit` of a `file-commit`. */
export function commitShape(
  world: World,
  actor: Actor,
  { repository, commit }: { repository: Repository; commit: Commit },
) {
  const url = `${repositoryUrl(world, repository)}/git/commits`;
  const page = `${repositoryPage(world, repository)}/commit`;
  const person = { ...personOf(actor), date: iso(commit.at) };
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${url}/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    author: person,
    committer: person,
    message: commit.message,
    tree: { sha: sha1(commit.sha), url: `${repositoryUrl(world, repository)}/git/trees/${sha1(commit.sha)}` },
    parents: [{ sha: commit.parent, url: `${url}/${commit.parent}`, html_url: `${page}/${commit.parent}` }],
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}

/** A commit of a branch's history. */
export function branchCommitShape(world: World, repository: Repository, past: Past) {
  const { sha, by, at } = past;
  const { author, ...commit } = commitShape(
    world,
    { account: by, app: null },
    { repository, commit: { sha, parent: sha1(sha), message: past.message, at } },
  );
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
  const person = userShape(world, by);
  const { message, tree, verification, committer } = commit;
  return {
    url,
    sha,
    node_id: commit.node_id,
    html_url: commit.html_url,
    comments_url: `${url}/comments`,
    commit: { url: commit.url, author, committer, message, tree, verification, comment_count: 0 },
    author: person,
    committer: person,
    parents: commit.parents,
  };
}
