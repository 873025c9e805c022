// Gathers who edited a comment of whose edit no webhook told us: before the words in it count, it must be known whose they are.
import type { DateTime } from "luxon";
import type { LastEdit } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { newCommands } from "./answer.ts";
import type { Inquiry } from "./inquiry.ts";
import { LONGEST_LAG } from "./lag.ts";

interface Asking {
  readonly now: DateTime;
  readonly inquiry: Inquiry;
  /** Of a comment by its node id; undefined when GitHub does not tell us. */
  ask(comment: string): Promise<LastEdit | undefined>;
}

/** The comments with the editors of those in which something new is typed: nobody else pays for the requests. */
export async function withEditors(
  comments: readonly Comment[],
  incident: Incident,
  asking: Asking,
): Promise<Comment[]> {
  const known: Comment[] = [];
  // One after the other, as with roles: many at once would be more than GitHub allows.
  for (const comment of comments) known.push(isUnseen(comment, incident) ? await withEditor(comment, asking) : comment);
  return known;
}

function isUnseen(comment: Comment, incident: Incident): boolean {
  return !comment.editor && newCommands(comment, incident).length > 0;
}

async function withEditor(comment: Comment, { now, inquiry, ask }: Asking): Promise<Comment> {
  if (!comment.nodeId) return comment;
  // Their words wait until GitHub can tell.
  const edit = await inquiry.ask(comment.nodeId, ask(comment.nodeId), now);
  if (!edit) return comment;
  if (edit === "unread") return { ...comment, isEditorUnread: true };
  if (edit.body === comment.body) return { ...comment, editor: edit.at ? edit.by : comment.author };
  // Edited since it was read, or a copy that lags: whoever typed other words may have typed none of these.
  return comment.updatedAt > now.minus(LONGEST_LAG) ? { ...comment, isEditorUnread: true } : comment;
}
