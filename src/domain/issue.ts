// The issue as GitHub shows it, cut down to what a decision may see. Times are GitHub's, in UTC.
import type { DateTime } from "luxon";
import type { DoneBy } from "./timeline.ts";

export interface Person {
  readonly login: string;
  readonly isBot: boolean;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly nodeId: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** null: the account is gone ("ghost"). */
  readonly reporter: Person | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly isOpen: boolean;
  readonly isLocked: boolean;
  /** Its label says that it is an exercise; known once the policy is. */
  readonly isDrill?: boolean;
  readonly createdAt: DateTime;
  readonly updatedAt: DateTime;
  readonly closed?: Closing;
}

export interface Closing {
  readonly at: DateTime;
  readonly by: Person | null;
  /** Closed by this app. */
  readonly isOurs?: boolean;
  readonly reason: string;
  /** Asked for only where it matters; absent when GitHub could not tell. */
  readonly through?: DoneBy;
}

export interface Comment {
  readonly id: number;
  /** Its name in GraphQL. */
  readonly nodeId?: string | undefined;
  readonly body: string;
  readonly author: Person | null;
  readonly isOurs: boolean;
  readonly createdAt: DateTime;
  readonly updatedAt: DateTime;
  /** Who typed the body as it is now; null when it was edited and nobody knows by whom. */
  readonly editor: Person | null;
  /** GitHub can tell who edited it, but not just now. */
  readonly isEditorUnread?: boolean;
  /** The issue it stands on, when it is not the incident itself. */
  readonly on?: number;
}

/** One event of GitHub's own issue timeline. */
export interface IssueEvent {
  readonly kind:
    | "labeled"
    | "unlabeled"
    | "assigned"
    | "unassigned"
    | "closed"
    | "reopened"
    | "converted_to_discussion";
  readonly at: DateTime;
  readonly actor: Person | null;
  readonly isOurs: boolean;
  /** GitHub's event id; absent when a webhook told us and GitHub's list does not show it yet. */
  readonly id?: number;
  readonly label?: string;
  readonly assignee?: string;
}
