// Issues, labels and reactions as GitHub writes them in JSON.
import { associationOf } from "../roles.ts";
import { type Issue, iso, type Label, type Reaction, type Repository, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { appShape } from "./app.ts";
import { commentShape } from "./comment.ts";
import { nodeId } from "./node-id.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

/** Where the API finds an issue. */
export function issueUrl(world: World, { repository, number }: Issue): string {
  return `${repositoryUrl(world, repository)}/issues/${number}`;
}

/** Where a person finds an issue. */
export function issuePage(world: World, { repository, number, pull }: Issue): string {
  return `${repositoryPage(world, repository)}/${pull ? "pull" : "issues"}/${number}`;
}

/** A `label`. */
export function labelShape(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.default,
    description: label.description,
  };
}

const CONTENTS = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];

/** A `reaction-rollup`: how many of each kind. */
export function reactionsShape(url: string, reactions: Reaction[]) {
  const count = (content: string) => reactions.filter((one) => one.content === content).length;
  const counts = Object.fromEntries(CONTENTS.map((content) => [content, count(content)]));
  return { url: `${url}/reactions`, total_count: reactions.length, ...counts };
}

/** A `reaction`. */
export function reactionShape(world: World, { id, user, content, createdAt }: Reaction) {
  const shape = { id, node_id: nodeId("REA", id), user: userShape(world, user), content };
  return { ...shape, created_at: iso(createdAt) };
}

function links(world: World, issue: Issue) {
  const url = issueUrl(world, issue);
  return {
    url,
    repository_url: repositoryUrl(world, issue.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(world, issue),
    timeline_url: `${url}/timeline`,
  };
}

function pullShape(world: World, issue: Issue) {
  const page = issuePage(world, issue);
  const merged = issue.pull?.mergedAt ?? null;
  const url = `${repositoryUrl(world, issue.repository)}/pulls/${issue.number}`;
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: merged === null ? null : iso(merged),
  };
}

function subIssuesShape({ children }: Issue) {
  const completed = children.filter((child) => child.state === "closed").length;
  const percent = children.length === 0 ? 0 : Math.floor((completed * 100) / children.length);
  return { total: children.length, completed, percent_completed: percent };
}

function people(world: World, issue: Issue) {
  const assignees = issue.assignees.map((account) => userShape(world, account));
  return { user: userShape(world, issue.user), assignee: assignees[0] ?? null, assignees };
}

/** An `issue`, which a pull request is too. */
export function issueShape(world: World, issue: Issue) {
  const pinned = issue.comments.find((comment) => comment.pin);
  return {
    ...links(world, issue),
    id: issue.id,
    node_id: nodeId(issue.pull ? "PR" : "I", issue.id),
    number: issue.number,
    title: issue.title,
    ...people(world, issue),
    labels: issue.labels.map((label) => labelShape(world, issue.repository, label)),
    state: issue.state,
    locked: issue.locked,
    milestone: null,
    comments: issue.comments.length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : iso(issue.closedAt),
    author_association: associationOf(issue.user, issue.repository),
    type: null,
    active_lock_reason: issue.lockReason,
    ...(issue.pull && { draft: issue.pull.draft, pull_request: pullShape(world, issue) }),
    sub_issues_summary: subIssuesShape(issue),
    issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
    ...(issue.parent && { parent_issue_url: issueUrl(world, issue.parent) }),
    body: issue.body,
    reactions: reactionsShape(issueUrl(world, issue), issue.reactions),
    performed_via_github_app: issue.app && appShape(world, issue.app),
    state_reason: issue.stateReason,
    pinned_comment: pinned ? commentShape(world, pinned) : null,
  };
}

/** An issue as its own endpoint answers it: also with who closed it. */
export function wholeIssueShape(world: World, issue: Issue) {
  return { ...issueShape(world, issue), closed_by: issue.closedBy && userShape(world, issue.closedBy) };
}
