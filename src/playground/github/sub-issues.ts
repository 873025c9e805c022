// Issues under issues.
import { notFound, Refusal } from "./refusals.ts";
import { type Actor, requireRole } from "./roles.ts";
import { issueShape } from "./shapes/issue.ts";
import { repositoryShape } from "./shapes/repository.ts";
import { record } from "./timeline.ts";
import { emit } from "./webhooks.ts";
import type { Issue, World } from "./world.ts";

const CHILDREN_LIMIT = 100;
const DEPTH_LIMIT = 8;

function refuse(message: string): Refusal {
  return new Refusal(422, { message: `An error occurred while adding the sub-issue to the parent issue. ${message}` });
}

function ancestors(issue: Issue): Issue[] {
  return issue.parent ? [issue.parent, ...ancestors(issue.parent)] : [];
}

function depthBelow(issue: Issue): number {
  return issue.children.length === 0 ? 0 : 1 + Math.max(...issue.children.map(depthBelow));
}

function check(parent: Issue, child: Issue, replace: boolean): void {
  if (child === parent || ancestors(parent).includes(child))
    throw refuse("Sub issue cannot be its own parent or ancestor");
  if (child.parent === parent) throw refuse("Issue may not contain duplicate sub-issues");
  if (child.parent && !replace) throw refuse("Sub issue may only have one parent");
  if (parent.children.length >= CHILDREN_LIMIT) throw refuse("Parent cannot have more than 100 sub-issues");
  if (ancestors(parent).length + 1 + depthBelow(child) >= DEPTH_LIMIT)
    throw refuse("Parent cannot have more than 8 layers of sub-issues");
}

/** Puts one issue under another. */
export function addSubIssue(
  world: World,
  actor: Actor,
  { parent, childId, replace }: { parent: Issue; childId: number; replace: boolean },
): void {
  requireRole(world, actor, { repository: parent.repository, role: "triage" });
  const child = world.issues.get(childId);
  if (!child || child.deleted) throw notFound("The provided sub-issue does not exist");
  check(parent, child, replace);
  if (child.parent) removeSubIssue(world, actor, { parent: child.parent, childId });
  parent.children.push(child);
  child.parent = parent;
  note(world, actor, { parent, child, what: "added" });
}

/** Takes an issue out from under another; 404 if it is not there. */
export function removeSubIssue(
  world: World,
  actor: Actor,
  { parent, childId }: { parent: Issue; childId: number },
): void {
  requireRole(world, actor, { repository: parent.repository, role: "triage" });
  const child = parent.children.find((one) => one.id === childId);
  if (!child) throw notFound("The provided sub-issue does not exist");
  parent.children = parent.children.filter((one) => one !== child);
  child.parent = null;
  note(world, actor, { parent, child, what: "removed" });
}

function note(
  world: World,
  actor: Actor,
  { parent, child, what }: { parent: Issue; child: Issue; what: string },
): void {
  record(world, actor, { issue: parent, event: `sub_issue_${what}`, detail: { other: child } });
  record(world, actor, { issue: child, event: `parent_issue_${what}`, detail: { other: parent } });
  const both = {
    parent_issue_id: parent.id,
    parent_issue: issueShape(world, parent),
    sub_issue_id: child.id,
    sub_issue: issueShape(world, child),
  };
  const childRepository = { sub_issue_repo: repositoryShape(world, child.repository) };
  const parentRepository = { parent_issue_repo: repositoryShape(world, parent.repository) };
  tell(world, actor, { issue: parent, action: `sub_issue_${what}`, payload: { ...both, ...childRepository } });
  tell(world, actor, { issue: child, action: `parent_issue_${what}`, payload: { ...both, ...parentRepository } });
}

function tell(
  world: World,
  actor: Actor,
  { issue, ...rest }: { issue: Issue; action: string; payload: Record<string, unknown> },
) {
  emit(world, { event: "sub_issues", repository: issue.repository, actor, ...rest });
}
