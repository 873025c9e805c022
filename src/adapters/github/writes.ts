// What the app writes on an issue, one REST call each.
import { type As, addressOf } from "./address.ts";
import type { GitHub, Place } from "./port.ts";

type Writes = Pick<
  GitHub,
  "comment" | "editComment" | "deleteComment" | "pin" | "react" | "addLabels" | "setLabels" | "assign" | "update"
>;

const ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}";
const COMMENT = "/repos/{owner}/{repo}/issues/comments/{comment_id}";

export function createWrites(as: As): Writes {
  const onIssue = async (place: Place, route: string, parameters: object) =>
    (await as(place)).request(route, { ...addressOf(place), ...parameters });
  const onComment = async (place: Place, route: string, parameters: object) => {
    const { owner, repo } = addressOf(place);
    await (await as(place)).request(route, { owner, repo, ...parameters });
  };
  return {
    async comment(place, body) {
      const { data } = await onIssue(place, `POST ${ISSUE}/comments`, { body });
      if (typeof data?.id !== "number") throw new TypeError("GitHub answered a new comment without its id");
      return data.id;
    },
    editComment: (place, comment_id, body) => onComment(place, `PATCH ${COMMENT}`, { comment_id, body }),
    deleteComment: (place, comment_id) => onComment(place, `DELETE ${COMMENT}`, { comment_id }).catch(ignoreMissing),
    pin: (place, comment_id) => onComment(place, `PUT ${COMMENT}/pin`, { comment_id }),
    react: (place, comment_id, content) => onComment(place, `POST ${COMMENT}/reactions`, { comment_id, content }),
    async addLabels(place, labels) {
      await onIssue(place, `POST ${ISSUE}/labels`, { labels });
    },
    async setLabels(place, labels) {
      await onIssue(place, `PUT ${ISSUE}/labels`, { labels });
    },
    async assign(place, assignees) {
      await onIssue(place, `POST ${ISSUE}/assignees`, { assignees });
    },
    async update(place, { reason, ...change }) {
      await onIssue(place, `PATCH ${ISSUE}`, { ...change, ...(reason && { state_reason: reason }) });
    },
  };
}

/** Somebody else deleted it first. */
function ignoreMissing(error: { status?: number }): void {
  if (error.status !== 404) throw error;
}
