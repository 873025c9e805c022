// Comments on issues.
import { forbidden, invalid, notFound, tooLong } from "./refusals.ts";
import { type Actor, actingRole, reaches, requireRole } from "./roles.ts";
import { commentShape } from "./shapes/comment.ts";
import { issueShape } from "./shapes/issue.ts";
import { emit } from "./webhooks.ts";
import { type Comment, freshId, type Issue, type Repository, timeOf, type World } from "./world.ts";

/** How many characters a body may have. */
export const BODY_LIMIT = 65_536;

/** Refuses a comment's body that is empty or too long. */
function checkBody(body: string): void {
  if (body.trim() === "") throw invalid({ resource: "IssueComment", field: "body", code: "missing_field" });
  if (body.length > BODY_LIMIT) throw tooLong("IssueComment", "body", BODY_LIMIT);
}

function tell(
  world: World,
  actor: Actor,
  { comment, action, changes }: { comment: Comment; action: string; changes?: object },
) {
  const { issue } = comment;
  const shapes = { issue: issueShape(world, issue), comment: commentShape(world, comment) };
  const payload = { ...shapes, ...(changes && { changes }) };
  emit(world, { event: "issue_comment", action, repository: issue.repository, actor, payload });
}

/** Adds a comment; a locked issue takes one only from collaborators who may write, which an app is not. */
export function createComment(world: World, actor: Actor, { issue, body }: { issue: Issue; body: string }): Comment {
  requireRole(world, actor, { repository: issue.repository, role: "read" });
  if (issue.locked && (actor.app || !reaches(actingRole(world, actor, issue.repository), "write"))) {
    throw forbidden("Unable to create comment because issue is locked.");
  }
  checkBody(body);
  const now = timeOf(world);
  const author = { user: actor.account, app: actor.app, reactions: [], pin: null, minimized: null, edit: null };
  const comment: Comment = { id: freshId(world), issue, body, ...author, createdAt: now, updatedAt: now };
  issue.comments.push(comment);
  issue.updatedAt = now;
  world.comments.set(comment.id, comment);
  tell(world, actor, { comment, action: "created" });
  return comment;
}

/** The comment with this id in the repository, or a 404. */
export function commentOf(world: World, repository: Repository, id: number): Comment {
  const comment = world.comments.get(id);
  if (comment?.issue.repository !== repository) throw notFound();
  return comment;
}

function requireAuthor(world: World, actor: Actor, comment: Comment): void {
  const own = comment.user === actor.account;
  requireRole(world, actor, { repository: comment.issue.repository, role: own ? "read" : "write" });
}

/** Edits a comment: its author may, and who may write. */
export function editComment(world: World, actor: Actor, { comment, body }: { comment: Comment; body: string }): void {
  requireAuthor(world, actor, comment);
  checkBody(body);
  if (body === comment.body) return;
  const changes = { body: { from: comment.body } };
  const now = timeOf(world);
  Object.assign(comment, { body, updatedAt: now, edit: { at: now, by: actor.account } });
  comment.issue.updatedAt = now;
  tell(world, actor, { comment, action: "edited", changes });
}

/** Deletes a comment: its author may, and who may write. */
export function deleteComment(world: World, actor: Actor, comment: Comment): void {
  requireAuthor(world, actor, comment);
  const { issue } = comment;
  issue.comments = issue.comments.filter((one) => one !== comment);
  issue.updatedAt = timeOf(world);
  world.comments.delete(comment.id);
  tell(world, actor, { comment, action: "deleted" });
}

/** Pins a comment to the top of its issue; the one that was there gives way. */
export function pinComment(world: World, actor: Actor, comment: Comment): void {
  requireRole(world, actor, { repository: comment.issue.repository, role: "triage" });
  if (comment.pin) return;
  for (const other of comment.issue.comments) if (other.pin) unpinComment(world, actor, other);
  comment.pin = { at: timeOf(world), by: actor.account };
  tell(world, actor, { comment, action: "pinned" });
}

/** Takes the pin off a comment. */
export function unpinComment(world: World, actor: Actor, comment: Comment): void {
  requireRole(world, actor, { repository: comment.issue.repository, role: "triage" });
  if (!comment.pin) return;
  comment.pin = null;
  tell(world, actor, { comment, action: "unpinned" });
}

/** Hides a comment from readers; its text stays as it is, and no app is told. */
export function minimizeComment(world: World, actor: Actor, comment: Comment): void {
  requireRole(world, actor, { repository: comment.issue.repository, role: "triage" });
  comment.minimized = "OUTDATED";
}
