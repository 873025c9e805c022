// Reads GitHub's JSON into our words; whatever may be missing (ghosts, old servers) is met here.
import { DateTime } from "luxon";
import type { Comment, Issue, IssueEvent, Person } from "../../domain/issue.ts";

export interface UserJson {
  login?: string;
  type?: string;
}

export interface IssueJson {
  id: number;
  number: number;
  node_id: string;
  html_url: string;
  title: string;
  body?: string | null;
  user?: UserJson | null;
  labels: (string | { name?: string | null })[];
  assignees?: UserJson[] | null;
  state: string;
  state_reason?: string | null;
  locked?: boolean;
  created_at: string;
  updated_at: string;
  closed_at?: string | null;
  closed_by?: UserJson | null;
  pull_request?: unknown;
}

export interface CommentJson {
  id: number;
  node_id?: string;
  body?: string | null;
  user?: UserJson | null;
  actor?: UserJson | null;
  created_at: string;
  updated_at?: string;
}

export interface EventJson extends Partial<CommentJson> {
  id?: number;
  event?: string;
  actor?: UserJson | null;
  label?: { name: string };
  assignee?: UserJson | null;
}

/** Where an issue is by now, from its own page: `owner/name`. */
export function homeOf({ html_url }: Pick<IssueJson, "html_url">): Issue["repository"] {
  const [, owner = "", name = ""] = /\/([^/]+)\/([^/]+)\/(?:issues|pull)\/\d+$/.exec(html_url) ?? [];
  return { owner, name };
}

export const instant = (text: string): DateTime => DateTime.fromISO(text, { zone: "utc" });

export function readPerson(user: UserJson | null | undefined): Person | null {
  return user?.login ? { login: user.login, isBot: user.type === "Bot" || user.login.endsWith("[bot]") } : null;
}

/** When GitHub answered, by its own clock; ms. */
export function answeredAt({ date = "" }: { readonly date?: string | undefined }): number | undefined {
  return Date.parse(date) || undefined;
}

/** `ours` is the app's own login. */
export function readIssue(json: IssueJson, repository: Issue["repository"], ours: string): Issue {
  const closer = readPerson(json.closed_by);
  return {
    id: json.id,
    number: json.number,
    nodeId: json.node_id,
    repository,
    url: json.html_url,
    title: json.title,
    body: json.body ?? "",
    reporter: readPerson(json.user),
    labels: json.labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? []))),
    assignees: (json.assignees ?? []).flatMap((user) => user.login ?? []),
    isOpen: json.state === "open",
    isLocked: json.locked ?? false,
    createdAt: instant(json.created_at),
    updatedAt: instant(json.updated_at),
    closed:
      json.state === "closed" && json.closed_at
        ? {
            at: instant(json.closed_at),
            by: closer,
            isOurs: closer?.login === ours,
            reason: json.state_reason ?? "completed",
          }
        : undefined,
  };
}

/** `editor` is the author unless the comment was edited: REST does not say by whom. */
export function readComment(json: CommentJson, ours: string): Comment {
  const author = readPerson(json.user ?? json.actor);
  const updated = json.updated_at ?? json.created_at;
  return {
    id: json.id,
    nodeId: json.node_id,
    body: json.body ?? "",
    author,
    isOurs: author?.login === ours,
    createdAt: instant(json.created_at),
    updatedAt: instant(updated),
    editor: updated === json.created_at ? author : null,
  };
}

const KINDS = [
  "labeled",
  "unlabeled",
  "assigned",
  "unassigned",
  "closed",
  "reopened",
  "converted_to_discussion",
] as const;

export function readEvent(json: EventJson, ours: string): IssueEvent | undefined {
  const kind = KINDS.find((one) => one === json.event);
  if (!kind || !json.created_at) return undefined;
  const actor = readPerson(json.actor);
  return {
    kind,
    at: instant(json.created_at),
    actor,
    isOurs: actor?.login === ours,
    id: json.id,
    label: json.label?.name,
    assignee: json.assignee?.login,
  };
}
