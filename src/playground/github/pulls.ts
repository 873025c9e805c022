// Pull requests, which are issues with two branches.
import { branchOf } from "./branches.ts";
import { tellIssue } from "./issue-news.ts";
import { closeIssue, fileIssue, issueOf } from "./issues.ts";
import { invalid, notFound, refusal } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { sha1 } from "./sha1.ts";
import { pushShape } from "./shapes/commit.ts";
import { record } from "./timeline.ts";
import { emit } from "./webhooks.ts";
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
  const pull = { head, base, draft: fields.draft ?? false, mergedAt: null, mergedBy: null, kept: null };
  const issue = fileIssue(world, actor, { repository, title: fields.title, body: fields.body ?? null, pull });
  tellIssue(world, actor, { issue, action: "opened" });
  return issue;
}

/** The open issues that the description names with a closing keyword. */
function closedBy({ body, repository }: Issue): Issue[] {
  const named = (body ?? "").matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)/gi);
  const issues = [...named].flatMap(([, number]) => repository.issues.get(Number(number)) ?? []);
  return issues.filter(({ state, pull, deleted }) => state === "open" && !pull && !deleted);
}

/** Merges a pull request: the base branch gets the files of the head. */
export function mergePull(world: World, actor: Actor, issue: Issue & { pull: Pull }): void {
  const { repository, pull } = issue;
  requireRole(world, actor, { repository, role: "write" });
  if (issue.state === "closed") throw refusal(405, "Pull Request is not mergeable");
  const now = timeOf(world);
  const base = branchOf(repository, pull.base);
  const head = branchOf(repository, pull.head).files;
  const changed = [...head].filter(([path, text]) => base.files.get(path) !== text);
  for (const [path, text] of changed) base.files.set(path, text);
  const parent = base.sha;
  base.sha = sha1(`${parent}${issue.id}`);
  Object.assign(pull, { mergedAt: now, mergedBy: actor.account });
  Object.assign(issue, { state: "closed", closedAt: now, closedBy: actor.account });
  record(world, actor, { issue, event: "merged" });
  record(world, actor, { issue, event: "closed" });
  tellIssue(world, actor, { issue, action: "closed" });
  for (const closed of closedBy(issue)) closeIssue(world, actor, { issue: closed, closer: issue });
  const commit = { sha: base.sha, parent, message: `Merge pull request #${issue.number}`, at: now };
  const files = { added: changed.map(([path]) => path), modified: [], removed: [] };
  const payload = pushShape(world, actor, { repository, branch: pull.base, commit, files });
  emit(world, { event: "push", action: undefined, repository, actor, payload });
}
