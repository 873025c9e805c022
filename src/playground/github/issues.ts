// Issues: opening, editing, closing, locking, pinning.
import { assignable, noteAssignment } from "./assignees.ts";
import { BODY_LIMIT } from "./comments.ts";
import { tellIssue } from "./issue-news.ts";
import { ensureLabels, labelsAllowed, noteLabel } from "./labels.ts";
import { invalid, notFound, refusal, tooLong } from "./refusals.ts";
import { type Actor, actingRole, reaches, requireRole } from "./roles.ts";
import { record } from "./timeline.ts";
import { freshId, type Issue, type Pull, type Repository, timeOf, type World } from "./world.ts";

export interface IssueFields {
  title: string;
  body?: string | null;
  labels?: string[];
  assignees?: string[];
}

function checkText({ title, body }: { title?: string; body?: string | null }): void {
  if (title !== undefined && title.trim() === "")
    throw invalid({ resource: "Issue", field: "title", code: "missing_field" });
  if (title !== undefined && title.length > 256) throw tooLong("Issue", "title", 256);
  if (body && body.length > BODY_LIMIT) throw tooLong("Issue", "body", BODY_LIMIT);
}

/** The issue with this number: 404 if it never was, 410 if it was deleted. */
export function issueOf(repository: Repository, number: number): Issue {
  const issue = repository.issues.get(number);
  if (!issue || issue.movedTo) throw notFound();
  if (issue.deleted) throw refusal(410, "This issue was deleted");
  return issue;
}

/** An issue that nobody has heard of yet, filed under the repository's next number. */
export function fileIssue(
  world: World,
  actor: Actor,
  {
    repository,
    title,
    body,
    pull = null,
  }: { repository: Repository; title: string; body: string | null; pull?: Pull | null },
): Issue {
  const now = timeOf(world);
  repository.lastNumber += 1;
  const people = { user: actor.account, app: actor.app, assignees: [], closedBy: null };
  const state = { state: "open" as const, stateReason: null, closedAt: null, locked: false, lockReason: null };
  const flags = { pinned: false, deleted: false, movedTo: null };
  const lists = { labels: [], comments: [], history: [], reactions: [], children: [], parent: null };
  const times = { createdAt: now, updatedAt: now };
  const heading = { id: freshId(world), number: repository.lastNumber, repository, title, body, pull };
  const issue: Issue = { ...heading, ...state, ...people, ...lists, ...flags, ...times };
  repository.issues.set(issue.number, issue);
  world.issues.set(issue.id, issue);
  return issue;
}

/** Opens an issue: `opened`, then one `labeled` per label and one `assigned` per assignee. */
export function openIssue(
  world: World,
  actor: Actor,
  { repository, ...fields }: IssueFields & { repository: Repository },
): Issue {
  requireRole(world, actor, { repository, role: "read" });
  checkText(fields);
  const names = labelsAllowed(world, actor, { repository, names: fields.labels ?? [] });
  const labels = ensureLabels(world, actor, { repository, names });
  const triages = reaches(actingRole(world, actor, repository), "triage");
  const assignees = triages ? assignable(world, repository, fields.assignees ?? []) : [];
  const issue = fileIssue(world, actor, { repository, title: fields.title, body: fields.body ?? null });
  Object.assign(issue, { labels, assignees: [...assignees] });
  tellIssue(world, actor, { issue, action: "opened" });
  for (const label of labels) noteLabel(world, actor, { issue, label, action: "labeled" });
  for (const who of assignees) noteAssignment(world, actor, { issue, who, action: "assigned" });
  return issue;
}

/** Edits title and body: the author may, and who may write. */
export function editIssue(
  world: World,
  actor: Actor,
  { issue, title, body }: { issue: Issue; title?: string; body?: string | null },
): void {
  const own = issue.user === actor.account;
  requireRole(world, actor, { repository: issue.repository, role: own ? "read" : "write" });
  checkText({ title, body });
  const changes: Record<string, { from: string }> = {};
  if (title !== undefined && title !== issue.title) {
    changes.title = { from: issue.title };
    record(world, actor, { issue, event: "renamed", detail: { rename: { from: issue.title, to: title } } });
    issue.title = title;
  }
  if (body !== undefined && body !== issue.body) {
    changes.body = { from: issue.body ?? "" };
    issue.body = body;
  }
  if (Object.keys(changes).length === 0) return;
  issue.updatedAt = timeOf(world);
  tellIssue(world, actor, { issue, action: "edited", payload: { changes } });
}

function requireStateRights(world: World, actor: Actor, issue: Issue): void {
  const own = issue.user === actor.account;
  requireRole(world, actor, { repository: issue.repository, role: own ? "read" : "triage" });
}

/** Closes an issue, `closer` being the pull request that did; closing it again for the same reason changes nothing. */
export function closeIssue(
  world: World,
  actor: Actor,
  { issue, reason = "completed", closer }: { issue: Issue; reason?: string; closer?: Issue },
): void {
  requireStateRights(world, actor, issue);
  if (issue.state === "closed" && issue.stateReason === reason) return;
  const now = timeOf(world);
  Object.assign(issue, { state: "closed", stateReason: reason, closedAt: now, closedBy: actor.account });
  // On the timeline GitHub leaves the reason out where it is the ordinary one.
  const given = reason === "completed" ? null : reason;
  record(world, actor, { issue, event: "closed", detail: { reason: given, closer } });
  tellIssue(world, actor, { issue, action: "closed" });
}

/** Reopens an issue. */
export function reopenIssue(world: World, actor: Actor, issue: Issue): void {
  requireStateRights(world, actor, issue);
  if (issue.state === "open") return;
  Object.assign(issue, { state: "open", stateReason: "reopened", closedAt: null, closedBy: null });
  record(world, actor, { issue, event: "reopened" });
  tellIssue(world, actor, { issue, action: "reopened" });
}

/** Locks the conversation: only who may write comments from now on. */
export function lockIssue(
  world: World,
  actor: Actor,
  { issue, reason = null }: { issue: Issue; reason?: string | null },
): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  if (issue.locked) return;
  Object.assign(issue, { locked: true, lockReason: reason });
  record(world, actor, { issue, event: "locked", detail: { reason } });
  tellIssue(world, actor, { issue, action: "locked" });
}

/** Unlocks the conversation. */
export function unlockIssue(world: World, actor: Actor, issue: Issue): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  if (!issue.locked) return;
  Object.assign(issue, { locked: false, lockReason: null });
  record(world, actor, { issue, event: "unlocked" });
  tellIssue(world, actor, { issue, action: "unlocked" });
}
