// What a webhook tells, as a key: the same happening told twice has the same.
import { lineKey } from "../domain/split.ts";
import type { Incoming } from "./receive.ts";

/** The actions of one opening: GitHub tells of the issue, then once more of each label and assignee it came with. */
const OPENING = ["opened", "labeled", "assigned"];

/** The same for what tells the same: a comment's words, an issue as it looks. Whatever else happens is heard each time. */
export function contentOf({ id, event, payload }: Incoming): string {
  const { action = "", issue, comment, sender } = payload;
  if (comment)
    return [
      event,
      action,
      lineKey({ name: String(comment.id), rest: comment.body ?? "" }),
      comment.updated_at,
      sender?.login,
    ].join(" ");
  // Later, the same label put on twice within one second is two happenings that look the same.
  const isOpening = OPENING.includes(action) && issue?.created_at === issue?.updated_at;
  if (!isOpening || payload.changes?.old_issue) return id;
  const labels = (issue?.labels ?? []).map((label) => label?.name).sort();
  const assignees = (issue?.assignees ?? []).map((user) => user?.login).sort();
  return [event, issue?.node_id, issue?.updated_at, ...labels, ...assignees].join(" ");
}
