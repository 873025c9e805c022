// Pull requests, which are issues with two branches.
import { branchOf, headOf } from "./branches.ts";
import { tellPush } from "./contents.ts";
import { tellIssue } from "./issue-news.ts";
import { closeIssue, fileIssue, issueOf } from "./issues.ts";
import { invalid, notFound, refusal } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { sha1 } from "./sha1.ts";
import { record } from "./timeline.ts";
import { type Issue, type Pull, type Repository, timeOf, type World } from "./world.ts";

type PullIssue = Issue & { pull: Pull };
type Status = "added" | "modified" | "removed";

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
  const pull = { head, base, draft: fields.draft ?? false, mergedAt: null, mergedBy: null, mergeSha: null, kept: null };
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

/** What a pull request changes: its head against where it left its base. A file that was added and moved is only added. */
export function changesOf({ repository, pull }: PullIssue): { path: string; status: Status; text: string }[] {
  const { begun, files } = headOf({ repository, pull });
  const paths = [...new Set([...begun.keys(), ...files.keys()])].filter((path) => begun.get(path) !== files.get(path));
  return paths.sort().map((path) => {
    const status = !begun.has(path) ? "added" : files.has(path) ? "modified" : "removed";
    return { path, status, text: files.get(path) ?? begun.get(path) ?? "" };
  });
}

/** Merges a pull request, as one commit more or squashed into one: the base branch gets what it changes. */
export function mergePull(
  world: World,
  actor: Actor,
  { issue, isSquashed = false }: { issue: PullIssue; isSquashed?: boolean },
): void {
  const { repository, pull } = issue;
  requireRole(world, actor, { repository, role: "write" });
  if (issue.state === "closed") throw refusal(405, "Pull Request is not mergeable");
  const now = timeOf(world);
  const base = branchOf(repository, pull.base);
  const changed = changesOf(issue);
  for (const { path, text, status } of changed) {
    if (status === "removed") base.files.delete(path);
    else base.files.set(path, text);
  }
  const parent = base.sha;
  base.sha = sha1(`${parent}${issue.id}`);
  const message = `Merge pull request #${issue.number}`;
  const paths = isSquashed ? changed.map(({ path }) => path) : [];
  const brought = isSquashed ? [] : headOf(issue).commits.filter((one) => !base.commits.includes(one));
  base.commits.push(...brought, { sha: base.sha, by: actor.account, at: now, message, paths });
  Object.assign(pull, { mergedAt: now, mergedBy: actor.account, mergeSha: base.sha });
  Object.assign(issue, { state: "closed", closedAt: now, closedBy: actor.account });
  record(world, actor, { issue, event: "merged" });
  record(world, actor, { issue, event: "closed" });
  tellIssue(world, actor, { issue, action: "closed" });
  for (const closed of closedBy(issue)) closeIssue(world, actor, { issue: closed, closer: issue });
  const named = (wanted: Status) => changed.flatMap(({ path, status }) => (status === wanted ? path : []));
  const files = { added: named("added"), modified: named("modified"), removed: named("removed") };
  tellPush(world, actor, { repository, branch: pull.base, commit: { sha: base.sha, parent, message, at: now }, files });
}

/** Points a pull request at another branch. */
export function retargetPull(world: World, actor: Actor, { issue, base }: { issue: PullIssue; base: string }): void {
  requireRole(world, actor, { repository: issue.repository, role: "write" });
  branchOf(issue.repository, base);
  const changes = { base: { ref: { from: issue.pull.base }, sha: { from: branchOf(issue.repository).sha } } };
  issue.pull.base = base;
  tellIssue(world, actor, { issue, action: "edited", payload: { changes } });
}
