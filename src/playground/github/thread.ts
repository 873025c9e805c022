// An issue as a reader sees it, for tests to look at.
import { headOf } from "./branches.ts";
import { issueOf } from "./issues.ts";
import { repositoryOf } from "./repositories.ts";
import { type Comment, iso, type World } from "./world.ts";

interface ThreadComment {
  id: number;
  user: string;
  body: string;
  created_at: string;
  updated_at: string;
  reactions: { content: string; user: string }[];
  pinned: boolean;
  minimized: boolean;
}

export interface Thread {
  /** Who opened it. */
  user: string;
  created_at: string;
  title: string;
  body: string | null;
  state: string;
  state_reason: string | null;
  labels: string[];
  assignees: string[];
  comments: ThreadComment[];
  /** The newest commit of a pull request. */
  head: string | undefined;
}

function commentIn(comment: Comment): ThreadComment {
  return {
    id: comment.id,
    user: comment.user.login,
    body: comment.body,
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    reactions: comment.reactions.map(({ content, user }) => ({ content, user: user.login })),
    pinned: comment.pin !== null,
    minimized: comment.minimized !== null,
  };
}

/** The thread of an issue; times are ISO 8601. */
export function threadOf(world: World, repo: string, number: number): Thread {
  const issue = issueOf(repositoryOf(world, repo), number);
  return {
    user: issue.user.login,
    created_at: iso(issue.createdAt),
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    labels: issue.labels.map(({ name }) => name),
    assignees: issue.assignees.map(({ login }) => login),
    comments: issue.comments.map(commentIn),
    head: issue.pull ? headOf({ ...issue, pull: issue.pull }).sha : undefined,
  };
}
