// What the app asks of GitHub, in its own words. Every call may throw what outcome.ts knows how to read.
import type { Comment, Issue, IssueEvent } from "../../domain/issue.ts";
import type { LabelLook } from "../../domain/labels.ts";
import type { Role } from "../../domain/role.ts";

/** An issue's address, with the installation that may touch it. */
export interface Place {
  readonly installation: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

export interface Thread {
  readonly events: readonly IssueEvent[];
  readonly comments: readonly Comment[];
}

export interface FoundFile {
  readonly text: string;
  readonly etag: string;
}

export interface FoundRepository {
  readonly id: number;
  readonly repository: string;
}

/** One attempt by GitHub to deliver a webhook. */
export interface Attempt {
  readonly id: number;
  /** The same for every attempt at the same webhook. */
  readonly guid: string;
  readonly event: string;
  readonly isDelivered: boolean;
}

/** What one write may change at once; lists are whole. */
export interface Change {
  readonly state?: "open" | "closed";
  readonly reason?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly body?: string;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export interface GitHub {
  /** undefined: deleted, transferred, or no longer ours to see. */
  issue(place: Place): Promise<Issue | undefined>;
  /** Every event and comment of the issue, oldest first. */
  thread(place: Place): Promise<Thread>;
  role(place: Place, login: string): Promise<Role>;
  /** The issues under the place's issue, open and closed. */
  subIssues(place: Place): Promise<Issue[]>;

  comment(place: Place, body: string): Promise<number>;
  editComment(place: Place, comment: number, body: string): Promise<void>;
  pin(place: Place, comment: number): Promise<void>;
  react(place: Place, comment: number, reaction: string): Promise<void>;
  addLabels(place: Place, labels: readonly string[]): Promise<void>;
  setLabels(place: Place, labels: readonly string[]): Promise<void>;
  assign(place: Place, logins: readonly string[]): Promise<void>;
  update(place: Place, change: Change): Promise<void>;
  openIssue(place: Place, issue: NewIssue): Promise<{ number: number; id: number }>;
  /** Puts an issue (by its id, not its number) under the place's issue. */
  addSubIssue(place: Place, id: number): Promise<void>;

  /** A file on the default branch; "unchanged" when the etag still holds, undefined when there is none. */
  file(place: Place, path: string, etag?: string): Promise<FoundFile | "unchanged" | undefined>;
  /** Creates the labels that are missing; those that are there stay as people made them. */
  ensureLabels(place: Place, labels: readonly LabelLook[]): Promise<void>;
  /** Issues with the label that changed since (ms); without `since` all that are open. */
  issuesWith(place: Place, label: string, since?: number): Promise<{ number: number; updatedAt: string }[]>;
  installations(): Promise<number[]>;
  /** The installation on a repository (`owner/name`); undefined when there is none, or no such repository. */
  installationOn(repository: string): Promise<number | undefined>;
  repositories(installation: number): Promise<FoundRepository[]>;
  /** What GitHub tried to deliver since (ms), newest first; one webhook may have been tried several times. */
  deliveries(since: number): Promise<Attempt[]>;
  redeliver(delivery: number): Promise<void>;
}
