// What the app asks of GitHub, in its own words. Every call may throw what outcome.ts knows how to read.
import type { DateTime } from "luxon";
import type { Comment, Issue, IssueEvent, Person } from "../../domain/issue.ts";
import type { FileChange, PullRequest } from "../../domain/pull.ts";
import type { Role } from "../../domain/role.ts";
import type { Sight } from "../../domain/site.ts";
import type { DoneBy } from "../../domain/timeline.ts";
import type { Checks } from "./checks-port.ts";
import type { Shipping } from "./shipping-port.ts";

/** An issue's address, with the installation that may touch it. */
export interface Place {
  readonly installation: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** How much of GitHub's limits may be used for it: 0 all of them; without one, what is left for sweeps. */
  readonly urgency?: number;
}

export interface Thread {
  readonly events: readonly IssueEvent[];
  readonly comments: readonly Comment[];
  /** When it was so by GitHub's own clock (ms); absent when GitHub does not say. */
  readonly at?: number | undefined;
}

export interface NewLabel {
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface FoundFile {
  readonly text: string;
  readonly etag: string;
}

export interface FoundFolder {
  /** The files and folders in it; what is neither (links, other repositories) is left out. Sizes are in bytes. */
  readonly entries: readonly {
    readonly kind: "file" | "folder";
    readonly path: string;
    readonly sha: string;
    readonly size: number;
  }[];
  /** Changes with everything in it, however deep. */
  readonly etag: string;
}

/** Not public also when GitHub does not say. */
export type FoundRepository = Pick<Sight, "repository" | "isPublic"> & { readonly id: number };

/** One attempt by GitHub to deliver a webhook. */
export interface Attempt {
  readonly id: number;
  /** The same for every attempt at the same webhook. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly isDelivered: boolean;
}

/** What one write may change at once; lists are whole. */
export interface Change {
  readonly state?: "open" | "closed";
  readonly reason?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly title?: string;
  readonly body?: string;
}

export interface ChangedIssue {
  readonly number: number;
  readonly updatedAt: string;
  readonly labels: readonly string[];
  readonly body: string;
  readonly isPull: boolean;
}

/** `isOurs`: the app itself opened it. */
export type LabelledIssue = Pick<ChangedIssue, "number" | "updatedAt" | "body"> & { readonly isOurs: boolean };

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** A file as it is on a branch or at a commit; `blob` is its version. */
export interface FileVersion {
  readonly text: string;
  readonly blob: string;
}

export interface FileWrite {
  readonly path: string;
  readonly branch: string;
  readonly text: string;
  readonly message: string;
  /** The version that it replaces; without one the file must be new. */
  readonly blob?: string;
}

export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
}

/** A list as it was at a moment of GitHub's own clock: what it dates later comes later, whatever our clock says. */
export interface AsOf<T> {
  readonly list: readonly T[];
  /** Milliseconds; undefined when GitHub does not say. */
  readonly at: number | undefined;
}

export interface LastEdit {
  /** What the comment says since then. */
  readonly body: string;
  /** undefined when nobody has edited it: then it is as its author typed it. */
  readonly at: DateTime | undefined;
  /** null when nobody knows any more. */
  readonly by: Person | null;
}

export interface GitHub extends Checks, Shipping {
  /** undefined: deleted or transferred. Throws when it cannot be found, which may pass. Its `repository` is its name now. */
  issue(place: Place): Promise<Issue | undefined>;
  /** Where a transferred issue is now, with its repository's id; undefined when it is where it was, or nowhere. */
  movedTo(place: Place): Promise<(Place & { readonly id: number }) | undefined>;
  /** Every event and comment of the issue, oldest first. */
  thread(place: Place): Promise<Thread>;
  role(place: Place, login: string): Promise<Role>;
  /** Whether the organisation has that team, as far as we may see. */
  isTeam(place: Place, organisation: string, team: string): Promise<boolean>;
  /** The issues under the place's issue, open and closed. */
  subIssues(place: Place): Promise<Issue[]>;
  /** What closed the place's issue last; undefined when GitHub does not tell us. */
  closedThrough(place: Place): Promise<DoneBy | undefined>;
  /** The last edit of a comment by its node id; undefined when GitHub does not tell us. */
  lastEdit(place: Place, comment: string): Promise<LastEdit | undefined>;

  comment(place: Place, body: string): Promise<number>;
  editComment(place: Place, comment: number, body: string): Promise<void>;
  deleteComment(place: Place, comment: number): Promise<void>;
  pin(place: Place, comment: number): Promise<void>;
  react(place: Place, comment: number, reaction: string): Promise<void>;
  addLabels(place: Place, labels: readonly string[]): Promise<void>;
  setLabels(place: Place, labels: readonly string[]): Promise<void>;
  assign(place: Place, logins: readonly string[]): Promise<void>;
  update(place: Place, change: Change): Promise<void>;
  openIssue(place: Place, issue: NewIssue): Promise<{ number: number; id: number }>;
  /** Puts an issue (by its id, not its number) under the place's issue. */
  addSubIssue(place: Place, id: number): Promise<void>;

  /** undefined: we may not read it, for now; GitHub deletes no pull request. */
  pull(place: Place): Promise<PullRequest | undefined>;
  /** The files that it adds or changes, the first 100. */
  pullFiles(place: Place): Promise<string[]>;
  /** Every pull request from a branch of the repository, open or not. */
  pullsFrom(place: Place, branch: string): Promise<PullRequest[]>;
  openPull(place: Place, pull: NewPull): Promise<number>;
  setPullState(place: Place, state: "open" | "closed"): Promise<void>;
  defaultBranch(place: Place): Promise<string>;
  /** The commit at the end of a branch; undefined when there is no such branch. */
  branchHead(place: Place, branch: string): Promise<string | undefined>;
  createBranch(place: Place, branch: string, sha: string): Promise<void>;
  fileAt(place: Place, path: string, ref: string): Promise<FileVersion | undefined>;
  /** The last commit on a branch (or the default one) that touched a file; undefined when none did. */
  lastChange(place: Place, path: string, branch?: string): Promise<FileChange | undefined>;
  /** Tells the commit; 409 when the file is not the version it was thought to be. */
  writeFile(place: Place, file: FileWrite): Promise<string>;
  /** A file on the default branch; "unchanged" when the etag still holds, undefined when there is none. */
  file(place: Place, path: string, etag?: string): Promise<FoundFile | "unchanged" | undefined>;
  /** A folder on the default branch; "unchanged" when the etag still holds, undefined when there is none. */
  folder(place: Place, path: string, etag?: string): Promise<FoundFolder | "unchanged" | undefined>;
  /** Creates the labels that are missing; those that are there stay as people made them. */
  ensureLabels(place: Place, labels: readonly NewLabel[]): Promise<void>;
  /** Issues with the label that changed since (ms); without `since` all that are open. */
  issuesWith(place: Place, label: string, since?: number): Promise<LabelledIssue[]>;
  /** Issues and pull requests of the repository that changed since (ms), whatever they are. */
  changedSince(place: Place, since: number): Promise<AsOf<ChangedIssue>>;
  installations(): Promise<number[]>;
  /** The installation on a repository (`owner/name`); undefined when there is none, or no such repository. */
  installationOn(repository: string): Promise<number | undefined>;
  repositories(installation: number): Promise<FoundRepository[]>;
  /** The repository of a place; undefined when we may not see it. */
  about(place: Place): Promise<{ readonly id: number; readonly isPublic: boolean } | undefined>;
  /** What GitHub tried to deliver since (ms), newest first; one webhook may have been tried several times. */
  deliveries(since: number): Promise<AsOf<Attempt>>;
  redeliver(delivery: number): Promise<void>;
}
