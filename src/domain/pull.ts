// A post-mortem that is written in a pull request: the request as GitHub shows it, and the document in it.
import type { DateTime } from "luxon";
import type { Person } from "./issue.ts";

/** Where a post-mortem is written; the body of its issue, or a file. */
export interface Document {
  readonly number: number;
  readonly body: string;
  readonly isOpen: boolean;
  /** Nothing in it is written by us any more. */
  readonly isFrozen?: boolean;
}

export interface PullRequest {
  readonly number: number;
  readonly description: string;
  readonly isOpen: boolean;
  readonly branch: string;
  readonly base: string;
  /** The commit at the end of its branch. */
  readonly head: string;
  readonly merged?: { readonly at: DateTime; readonly by: Person | null };
}

/** A commit that touched a file. */
export interface FileChange {
  readonly sha: string;
  /** When it was committed, by GitHub. */
  readonly at: DateTime;
  readonly by: Person | null;
}

/** The document of a pull request, at its head; once that is merged, as it is where it was merged to. */
export interface PullDocument extends Document {
  readonly request: PullRequest;
  readonly path: string;
  /** The file's version, without which nobody may replace it; undefined: there is no file. */
  readonly blob?: string;
  /** Closed without its branch: it cannot be opened again. */
  readonly isGone: boolean;
  readonly closedBy: Person | null;
  /** The last change where it was merged to, while that may matter, and the text that was merged if it came after. */
  readonly changed?: FileChange & { readonly merged?: string };
  /** We opened it again, which happens once. */
  readonly wasReopened: boolean;
}

const BRANCH = /^post-mortem\/(\d{1,9})(?:-\d{1,3})?$/;

/** The branch of an incident's post-mortem; a second one is `-2`. */
export function printBranch(incident: number, count: number): string {
  return `post-mortem/${incident}${count > 1 ? `-${count}` : ""}`;
}

/** The incident that a branch is for. */
export function parseBranch(branch: string): number | undefined {
  const number = BRANCH.exec(branch)?.[1];
  return number === undefined ? undefined : Number(number);
}

const LONGEST_SLUG = 50;

/** `docs/post-mortems/2025-11-10-checkout-down.md`; nothing leads out of the folder's repository. */
export function printPath(folder: string, date: string, title: string): string {
  const folders = folder.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const slug = words.filter(Boolean).join("-").slice(0, LONGEST_SLUG).replace(/-$/, "");
  return [...folders, `${date}-${slug || "incident"}.md`].join("/");
}

/** A file that may be a post-mortem of ours, by its name. */
export function isReportPath(path: string): boolean {
  return /(?:^|\/)\d{4}-\d{2}-\d{2}-[a-z0-9-]{1,70}\.md$/.test(path);
}
