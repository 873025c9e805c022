// What happened to an issue, as GitHub writes it in its timeline and its events.
import { type Comment, type HistoryEvent, type Issue, iso, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { appShape } from "./app.ts";
import { commentShape } from "./comment.ts";
import { issueUrl } from "./issue.ts";
import { nodeId } from "./node-id.ts";
import { repositoryShape, repositoryUrl } from "./repository.ts";

const PREFIX: Record<string, string> = { labeled: "LE", unlabeled: "UNLE", assigned: "AE", unassigned: "UNAE" };
const NAMED: Record<string, string> = {
  closed: "CE",
  reopened: "REE",
  renamed: "RTE",
  locked: "LOE",
  unlocked: "UNLOE",
};

function prefixOf(event: string): string {
  return PREFIX[event] ?? NAMED[event] ?? "EV";
}

/** The other issue of a sub-issue event. */
function referenceShape(world: World, issue: Issue) {
  const { id, number, title, state, repository } = issue;
  const where = { url: issueUrl(world, issue), repository: repositoryShape(world, repository) };
  return { id, node_id: nodeId("I", id), number, title, state, issue_type: null, ...where };
}

function detailShape(world: World, { event, detail }: HistoryEvent) {
  if (detail.label) return { label: { name: detail.label.name, color: detail.label.color } };
  if (detail.assignee) return { assignee: userShape(world, detail.assignee) };
  if (detail.rename) return { rename: detail.rename };
  if (detail.other)
    return { [event.startsWith("parent") ? "parent_issue" : "sub_issue"]: referenceShape(world, detail.other) };
  if (event === "closed" || event === "reopened") return { state_reason: detail.reason ?? null };
  return event.endsWith("locked") ? { lock_reason: detail.reason ?? null } : {};
}

/** One timeline event. */
export function timelineEventShape(world: World, issue: Issue, event: HistoryEvent) {
  return {
    id: event.id,
    node_id: nodeId(prefixOf(event.event), event.id),
    url: `${repositoryUrl(world, issue.repository)}/issues/events/${event.id}`,
    actor: userShape(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: iso(event.createdAt),
    ...detailShape(world, event),
    performed_via_github_app: event.app && appShape(world, event.app),
  };
}

/** One issue event: as in the timeline, but an assignment also names who assigned. */
export function issueEventShape(world: World, issue: Issue, event: HistoryEvent) {
  const shape = timelineEventShape(world, issue, event);
  return event.detail.assignee ? { ...shape, assigner: userShape(world, event.actor) } : shape;
}

/** A comment on the timeline. */
export function timelineCommentShape(world: World, comment: Comment) {
  return { ...commentShape(world, comment), event: "commented", actor: userShape(world, comment.user) };
}
