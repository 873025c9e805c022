// What people see of GitHub, as plain data: accounts, repositories, issues and what hangs on them.
import type { App } from "./world.ts";

export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  members: Set<string>;
  createdAt: number;
  /** Deleted: nobody can be asked about it any more. */
  isGone?: boolean;
}

export interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
  default: boolean;
}

export interface Reaction {
  id: number;
  content: string;
  user: Account;
  createdAt: number;
}

export interface Comment {
  id: number;
  issue: Issue;
  body: string;
  user: Account;
  app: App | null;
  reactions: Reaction[];
  createdAt: number;
  updatedAt: number;
  pin: { at: number; by: Account } | null;
  minimized: string | null;
  /** The last one. */
  edit: { at: number; by: Account } | null;
}

/** One entry of an issue's history; `detail` holds what is particular to its kind. */
export interface HistoryEvent {
  id: number;
  event: string;
  actor: Account;
  app: App | null;
  createdAt: number;
  detail: {
    label?: Label;
    assignee?: Account;
    rename?: { from: string; to: string };
    other?: Issue;
    reason?: string | null;
    /** The pull request whose merge closed it. */
    closer?: Issue;
  };
}

export interface Pull {
  head: string;
  base: string;
  draft: boolean;
  mergedAt: number | null;
  mergedBy: Account | null;
  /** The commit that the merge made. */
  mergeSha: string | null;
  /** The head as it was when its branch was deleted. */
  kept: Branch | null;
}

export interface Issue {
  id: number;
  number: number;
  repository: Repository;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: string | null;
  user: Account;
  app: App | null;
  labels: Label[];
  assignees: Account[];
  locked: boolean;
  lockReason: string | null;
  comments: Comment[];
  history: HistoryEvent[];
  reactions: Reaction[];
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: Account | null;
  pull: Pull | null;
  parent: Issue | null;
  children: Issue[];
  pinned: boolean;
  deleted: boolean;
  movedTo: Issue | null;
}

/** What a repository keeps that nobody but its own endpoint looks into. */
export interface Entry {
  id: number;
  createdAt: number;
  updatedAt: number;
  author: Account;
  app: App | null;
  fields: Record<string, unknown>;
}

export interface Repository {
  id: number;
  owner: Account;
  name: string;
  formerNames: string[];
  private: boolean;
  archived: boolean;
  collaborators: Map<string, Role>;
  labels: Label[];
  issues: Map<number, Issue>;
  lastNumber: number;
  branches: Map<string, Branch>;
  deployments: Entry[];
  releases: Entry[];
  checkRuns: Entry[];
  createdAt: number;
  updatedAt: number;
  pushedAt: number;
}

export interface Branch {
  sha: string;
  files: Map<string, string>;
  /** The files as they were where it left the branch that it came from. */
  begun: Map<string, string>;
  /** Oldest first. */
  commits: Past[];
}

/** A commit as the history of a branch remembers it. */
export interface Past {
  sha: string;
  by: Account;
  at: number;
  message: string;
  /** The files that it touched; a merge names none. */
  paths: string[];
}
