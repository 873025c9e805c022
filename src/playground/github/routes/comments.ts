// Comments on issues, and the pin that one of them may carry.
import { commentOf, createComment, deleteComment, editComment, pinComment, unpinComment } from "../comments.ts";
import { requiredText } from "../fields.ts";
import { listed, paged, since } from "../pages.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { commentShape } from "../shapes/comment.ts";
import type { Comment } from "../world.ts";
import { issueIn } from "./issues.ts";

/** The comment that the path names. */
export function commentIn(call: RepositoryCall): Comment {
  return commentOf(call.world, call.repository, numberIn(call, "comment"));
}

function page(call: RepositoryCall, comments: Comment[]): Answer {
  return paged(call, since(call, listed(call, comments)), (comment) => commentShape(call.world, comment));
}

function listAll(call: RepositoryCall): Answer {
  const comments = [...call.world.comments.values()].filter((one) => one.issue.repository === call.repository);
  const key = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = call.query.get("direction") === "desc" ? -1 : 1;
  return page(call, call.query.has("sort") ? comments.sort((a, b) => sign * (a[key] - b[key])) : comments);
}

function create(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  const comment = createComment(call.world, call.actor, {
    issue,
    body: requiredText(call.body, "body", "IssueComment"),
  });
  const body = commentShape(call.world, comment);
  return { status: 201, body, headers: { location: body.url } };
}

function show(call: RepositoryCall, comment = commentIn(call)): Answer {
  return { status: 200, body: commentShape(call.world, comment) };
}

function update(call: RepositoryCall): Answer {
  const comment = commentIn(call);
  editComment(call.world, call.actor, { comment, body: requiredText(call.body, "body", "IssueComment") });
  return show(call, comment);
}

function remove(call: RepositoryCall): Answer {
  deleteComment(call.world, call.actor, commentIn(call));
  return { status: 204 };
}

function pin(call: RepositoryCall): Answer {
  pinComment(call.world, call.actor, commentIn(call));
  return show(call);
}

function unpin(call: RepositoryCall): Answer {
  unpinComment(call.world, call.actor, commentIn(call));
  return { status: 204 };
}

export const commentRows: Row<RepositoryCall>[] = [
  {
    method: "GET",
    path: "/issues/:number/comments",
    permission: "issues:read",
    run: (call) => page(call, issueIn(call).comments),
  },
  { method: "POST", path: "/issues/:number/comments", permission: "issues:write", content: true, run: create },
  { method: "GET", path: "/issues/comments", permission: "issues:read", run: listAll },
  { method: "GET", path: "/issues/comments/:comment", permission: "issues:read", run: (call) => show(call) },
  { method: "PATCH", path: "/issues/comments/:comment", permission: "issues:write", run: update },
  { method: "DELETE", path: "/issues/comments/:comment", permission: "issues:write", run: remove },
  { method: "PUT", path: "/issues/comments/:comment/pin", permission: "issues:write", run: pin },
  { method: "DELETE", path: "/issues/comments/:comment/pin", permission: "issues:write", run: unpin },
];
