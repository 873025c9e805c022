// What takes an issue away or up: deletion, transfer, conversion, pinning.

import { tellIssue } from "./issue-news.ts";
import { closeIssue, fileIssue, lockIssue } from "./issues.ts";
import { findLabel, setLabels } from "./labels.ts";
import { invalid } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { issueShape } from "./shapes/issue.ts";
import { repositoryShape } from "./shapes/repository.ts";
import { record } from "./timeline.ts";
import type { Issue, Repository, World } from "./world.ts";

/** GitHub pins at most three issues per repository. */
const PIN_LIMIT = 3;

/** Deletes an issue for good: it answers 410 from now on. */
export function deleteIssue(world: World, actor: Actor, issue: Issue): void {
  requireRole(world, actor, { repository: issue.repository, role: "admin" });
  issue.deleted = true;
  if (issue.parent) issue.parent.children = issue.parent.children.filter((child) => child !== issue);
  for (const child of issue.children) child.parent = null;
  for (const comment of issue.comments) world.comments.delete(comment.id);
  tellIssue(world, actor, { issue, action: "deleted" });
}

/** Moves an issue to another repository of the same owner: a new issue there, a redirect here. */
export function transferIssue(world: World, actor: Actor, { issue, to }: { issue: Issue; to: Repository }): Issue {
  const from = issue.repository;
  for (const repository of [from, to]) requireRole(world, actor, { repository, role: "write" });
  const moved = fileIssue(world, actor, { repository: to, title: issue.title, body: issue.body });
  const { user, app, state, stateReason, closedAt, closedBy, createdAt, assignees, comments, reactions } = issue;
  Object.assign(moved, {
    user,
    app,
    state,
    stateReason,
    closedAt,
    closedBy,
    createdAt,
    assignees,
    reactions,
    comments,
  });
  moved.labels = issue.labels.flatMap(({ name }) => findLabel(to, name) ?? []);
  for (const comment of comments) comment.issue = moved;
  record(world, actor, { issue: moved, event: "transferred" });
  tellTransfer(world, actor, { issue, moved });
  adopt(issue, moved);
  Object.assign(issue, { comments: [], labels: [], movedTo: moved });
  return moved;
}

/** The issue's place among parents and children goes over to the one it became. */
function adopt(issue: Issue, moved: Issue): void {
  const { parent, children } = issue;
  Object.assign(moved, { parent, children });
  Object.assign(issue, { parent: null, children: [] });
  for (const child of children) child.parent = moved;
  if (parent) parent.children = parent.children.map((child) => (child === issue ? moved : child));
}

function tellTransfer(world: World, actor: Actor, { issue, moved }: { issue: Issue; moved: Issue }): void {
  const [old, fresh] = [issue, moved].map((one) => ({
    issue: issueShape(world, one),
    repository: repositoryShape(world, one.repository),
  }));
  const away = { changes: { new_issue: fresh?.issue, new_repository: fresh?.repository } };
  tellIssue(world, actor, { issue, action: "transferred", payload: away });
  const here = { changes: { old_issue: old?.issue, old_repository: old?.repository } };
  tellIssue(world, actor, { issue: moved, action: "opened", payload: here });
}

/** Pins an issue to the top of its repository. */
export function pinIssue(world: World, actor: Actor, issue: Issue): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  if (issue.pinned) return;
  const pinned = [...issue.repository.issues.values()].filter((one) => one.pinned && !one.deleted);
  if (pinned.length >= PIN_LIMIT) {
    throw invalid({
      resource: "Issue",
      field: "base",
      code: "custom",
      message: "Maximum 3 pinned issues per repository",
    });
  }
  issue.pinned = true;
  record(world, actor, { issue, event: "pinned" });
  tellIssue(world, actor, { issue, action: "pinned" });
}

/** Takes the pin off an issue. */
export function unpinIssue(world: World, actor: Actor, issue: Issue): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  if (!issue.pinned) return;
  issue.pinned = false;
  record(world, actor, { issue, event: "unpinned" });
  tellIssue(world, actor, { issue, action: "unpinned" });
}

/** Makes a discussion of an issue: it is closed, it loses its labels, and what is said from now on is said elsewhere. */
export function convertIssue(world: World, actor: Actor, issue: Issue): void {
  requireRole(world, actor, { repository: issue.repository, role: "write" });
  setLabels(world, actor, { issue, names: [] });
  closeIssue(world, actor, { issue });
  record(world, actor, { issue, event: "converted_to_discussion" });
  lockIssue(world, actor, { issue });
}
