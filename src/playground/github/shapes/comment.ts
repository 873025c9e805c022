// Comments as GitHub writes them in JSON.
import { associationOf } from "../roles.ts";
import { type Comment, iso, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { appShape } from "./app.ts";
import { issuePage, issueUrl, reactionsShape } from "./issue.ts";
import { nodeId } from "./node-id.ts";
import { repositoryUrl } from "./repository.ts";

/** An `issue-comment`. */
export function commentShape(world: World, comment: Comment) {
  const { issue, user } = comment;
  const url = `${repositoryUrl(world, issue.repository)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${issuePage(world, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(world, issue),
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: userShape(world, user),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: associationOf(user, issue.repository),
    pin: comment.pin && { pinned_at: iso(comment.pin.at), pinned_by: userShape(world, comment.pin.by) },
    minimized: comment.minimized === null ? null : { reason: comment.minimized },
    reactions: reactionsShape(url, comment.reactions),
    performed_via_github_app: comment.app && appShape(world, comment.app),
  };
}
