// Gathers who edited a comment of whose edit no webhook told us: before the words in it count, it must be known whose they are.
import type { LastEdit } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { newCommands } from "./answer.ts";

type Ask = (comment: string) => Promise<LastEdit | undefined>;

/** The comments with the editors of those in which something new is typed: nobody else pays for the requests. */
export async function withEditors(comments: readonly Comment[], incident: Incident, ask: Ask): Promise<Comment[]> {
  const known: Comment[] = [];
  // One after the other, as with roles: many at once would be more than GitHub allows.
  for (const comment of comments) known.push(isUnseen(comment, incident) ? await withEditor(comment, ask) : comment);
  return known;
}

function isUnseen(comment: Comment, incident: Incident): boolean {
  return !comment.editor && newCommands(comment, incident).length > 0;
}

async function withEditor(comment: Comment, ask: Ask): Promise<Comment> {
  if (!comment.nodeId) return comment;
  // Their words wait until GitHub can tell.
  const edit = await ask(comment.nodeId).catch(() => "unread" as const);
  if (!edit) return comment;
  // Edited once more since it was read: the next look reads what it says now.
  if (edit === "unread" || (edit.at && edit.at > comment.updatedAt)) return { ...comment, isEditorUnread: true };
  // GitHub's copies lag: whoever typed other words may have typed none of these.
  if (edit.body !== comment.body) return comment;
  return { ...comment, editor: edit.at ? edit.by : comment.author };
}
