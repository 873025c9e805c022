// Pull requests, which are issues with two branches.
import { branchOf } from "./contents.ts";
import { fileIssue, issueOf } from "./issues.ts";
import { invalid, notFound, refusal } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { sha1 } from "./sha1.ts";
import { record } from "./timeline.ts";
import { type Issue, type Pull, type Repository, timeOf, type World } from "./world.ts";

export interface PullFields {
  title: string;
  body?: string | null;
  head: string;
  base?: string;
  draft?: boolean;
}

/** The pull request with this number, or a 404. */
export function pullOf(repository: Repository, number: number): Issue & { pull: Pull } {
  const issue = issueOf(repository, number);
  if (!issue.pull) throw notFound();
  return issue as Issue & { pull: Pull };
}

/** Opens a pull request from one branch into another; one per pair. */
export function openPull(
  world: World,
  actor: Actor,
  { repository, ...fields }: PullFields & { repository: Repository },
): Issue {
  requireRole(world, actor, { repository, role: "read" });
  const head = fields.head.replace(/^.*:/, "");
  const base = fields.base ?? "main";
  for (const [field, name] of Object.entries({ head, base })) {
    if (!repository.branches.has(name)) throw invalid({ resource: "PullRequest", field, code: "invalid" });
  }
  const same = [...repository.issues.values()].some(
    ({ pull, state }) => pull?.head === head && pull.base === base && state === "open",
  );
  const message = `A pull request already exists for ${repository.owner.login}:${head}.`;
  if (same) throw invalid({ resource: "PullRequest", field: "", code: "custom", message });
  const pull = { head, base, draft: fields.draft ?? false, mergedAt: null, mergedBy: null };
  return fileIssue(world, actor, { repository, title: fields.title, body: fields.body ?? null, pull });
}

/** Merges a pull request: the base branch gets the files of the head. */
export function mergePull(world: World, actor: Actor, issue: Issue & { pull: Pull }): void {
  const { repository, pull } = issue;
  requireRole(world, actor, { repository, role: "write" });
  if (issue.state === "closed") throw refusal(405, "Pull Request is not mergeable");
  const now = timeOf(world);
  const base = branchOf(repository, pull.base);
  for (const [path, text] of branchOf(repository, pull.head).files) base.files.set(path, text);
  base.sha = sha1(`${base.sha}${issue.id}`);
  Object.assign(pull, { mergedAt: now, mergedBy: actor.account });
  Object.assign(issue, { state: "closed", closedAt: now, closedBy: actor.account });
  record(world, actor, { issue, event: "merged" });
  record(world, actor, { issue, event: "closed" });
}
