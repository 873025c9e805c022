// A notice: what a webhook says, cut down to what a decision needs, kept in the inbox and read by a worker.
import { DateTime } from "luxon";
import { type CommentJson, readComment, readPerson } from "../adapters/github/shapes.ts";
import type { AlertNews } from "../domain/alert.ts";
import type { Click } from "../domain/click.ts";
import type { Evidence } from "../domain/evidence.ts";
import type { Comment, IssueEvent } from "../domain/issue.ts";
import type { EntryOf } from "../domain/timeline.ts";

/** One delivery's content. A notice without comment and event only says: look at this issue again. */
export interface Notice {
  readonly comment?: Comment;
  readonly isDeleted?: boolean;
  readonly event?: IssueEvent;
  /** The repository itself is to be looked at: its labels, its open incidents. */
  readonly isRepository?: boolean;
  /** It is a pull request, whose changes of the configuration are to be checked. */
  readonly isPull?: boolean;
  /** Somebody edited an issue that belongs to the incident. */
  readonly isEdited?: boolean;
  /** The issue was deleted, or transferred to where we may not see it. */
  readonly isGone?: boolean;
  /** The issue was transferred to here, and had this node id before. */
  readonly movedFrom?: string;
  /** It is long over, and only to be remembered. */
  readonly isPast?: boolean;
  /** A label of the repository was called so until now. */
  readonly formerLabel?: string;
  /** Files, maybe post-mortems, that were changed on the default branch. */
  readonly reports?: readonly string[];
  /** What the alert says that the incident came of. */
  readonly alert?: AlertNews;
  /** What became of a mail. */
  readonly mailed?: EntryOf<"mailed">;
  /** A call in Slack that reached nobody. */
  readonly unheard?: EntryOf<"unheard">;
  readonly click?: Click;
  /** What changed before it began. */
  readonly evidence?: Evidence;
}

/** The parts of GitHub's payloads that are read. */
export interface Payload {
  action?: string;
  installation?: { id?: number };
  repository?: { id?: number; full_name?: string; archived?: boolean; default_branch?: string };
  repositories?: { id: number; full_name: string }[];
  repositories_added?: { id: number; full_name: string }[];
  sender?: { login?: string; type?: string };
  issue?: {
    number?: number;
    node_id?: string;
    created_at?: string;
    updated_at?: string;
    title?: string;
    body?: string | null;
    pull_request?: unknown;
    labels?: ({ name?: string } | null)[];
    assignees?: ({ login?: string } | null)[];
  };
  comment?: CommentJson;
  label?: { name?: string };
  changes?: {
    name?: { from?: string };
    old_issue?: { node_id?: string; labels?: ({ name?: string } | null)[] } | null;
  };
  assignee?: { login?: string } | null;
  pull_request?: { number?: number; head?: { ref?: string; repo?: { id?: number } | null } };
  /** `refs/heads/main`, in a push. */
  ref?: string;
  commits?: { added?: string[]; modified?: string[]; removed?: string[] }[];
}

/** With its time as ISO text. */
type Packed<T> = Omit<T, "at"> & { readonly at: string };

/** What the inbox keeps, still in GitHub's words: the front door copies and is quick, a worker reads and may take its time. */
interface Kept {
  readonly comment?: CommentJson;
  readonly isDeleted?: boolean;
  readonly event?: { kind: IssueEvent["kind"]; at: string; label?: string; assignee?: string };
  readonly sender?: Payload["sender"];
  /** The issue the comment stands on, when it is not the incident itself. */
  readonly on?: number;
  /** The app's own login. */
  readonly ours?: string;
  readonly isRepository?: boolean;
  readonly isPull?: boolean;
  readonly isEdited?: boolean;
  readonly isGone?: boolean;
  readonly isPast?: boolean;
  readonly movedFrom?: string;
  readonly formerLabel?: string;
  readonly reports?: readonly string[];
  readonly alert?: AlertNews;
  readonly mailed?: Packed<EntryOf<"mailed">>;
  readonly unheard?: Packed<EntryOf<"unheard">>;
  readonly click?: Packed<Click>;
  readonly evidence?: Evidence;
}

const EVENTS = ["labeled", "unlabeled", "assigned", "reopened"] as const;

/** Cuts an `issues` or `issue_comment` payload down; `ours` is the app's own login. */
export function cutDown({ action, comment, issue, label, assignee, sender, changes }: Payload, ours: string): Kept {
  const by = sender && { login: sender.login, type: sender.type };
  if (comment) {
    const { id, body, user, created_at, updated_at } = comment;
    const author = user && { login: user.login, type: user.type };
    return {
      comment: { id, body, user: author, created_at, updated_at },
      isDeleted: action === "deleted",
      sender: by,
      ours,
    };
  }
  if (action === "deleted" || action === "transferred") return { isGone: true };
  const movedFrom = changes?.old_issue?.node_id;
  if (movedFrom) return { movedFrom };
  const kind = EVENTS.find((one) => one === action);
  const at = issue?.updated_at;
  return kind && at ? { event: { kind, at, label: label?.name, assignee: assignee?.login }, sender: by, ours } : {};
}

export function printNotice(kept: Kept): string {
  return JSON.stringify(kept);
}

/** Reads what `printNotice` wrote. */
export function parseNotice(text: string): Notice {
  const { comment, event, sender, on, ours = "", mailed, unheard, click, ...rest } = JSON.parse(text) as Kept;
  const actor = readPerson(sender);
  return {
    ...rest,
    mailed: mailed && unpack(mailed),
    unheard: unheard && unpack(unheard),
    click: click && unpack(click),
    comment: comment && { ...readComment(comment, ours), editor: actor, on },
    event: event && {
      ...event,
      at: DateTime.fromISO(event.at, { zone: "utc" }),
      actor,
      isOurs: actor?.login === ours,
    },
  };
}

function unpack<T extends { at: string }>(packed: T): Omit<T, "at"> & { at: DateTime } {
  return { ...packed, at: DateTime.fromISO(packed.at, { zone: "utc" }) };
}
