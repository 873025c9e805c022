// Facts: the snapshot a decision may see. Data only, no clients; now is an argument like the rest.
import type { DateTime } from "luxon";
import type { AlertNews } from "./alert.ts";
import type { Raised } from "./alert-marker.ts";
import type { Click } from "./click.ts";
import type { ClockState, Span } from "./clock.ts";
import type { Evidence } from "./evidence.ts";
import type { Incident } from "./incident.ts";
import type { Comment, Issue, IssueEvent } from "./issue.ts";
import type { Policy } from "./policy.ts";
import type { Document, PullDocument } from "./pull.ts";
import type { Remembered } from "./recurrence.ts";
import type { Role } from "./role.ts";
import type { Revertible } from "./rollback.ts";
import type { Entry, EntryOf } from "./timeline.ts";

/** What a security incident knows of where it stands. */
export interface Surroundings {
  /** Anybody can read it. */
  readonly isPublic: boolean;
  /** The private repository where it can go on, with its own policy; undefined when there is none that will do. */
  readonly refuge?: {
    readonly id: number;
    readonly installation: number;
    readonly repository: string;
    readonly policy: Policy;
  };
  /** The draft of the notification as people have filled it in. */
  readonly draft?: string;
  /** Every comment of people, and every one of ours with what its marker says. */
  readonly spoken: readonly Comment[];
  readonly ours: readonly { readonly id: number; readonly kind: string; readonly text: string }[];
}

/** What the shell gathered about one issue. */
export interface Facts {
  readonly issue: Issue;
  /** GitHub's own events and comments of the issue, oldest first. */
  readonly events: readonly IssueEvent[];
  readonly comments: readonly Comment[];
  /** The incident's timeline as last kept; empty when it is not an incident yet. */
  readonly timeline: readonly Entry[];
  readonly policy: Policy;
  /** Live roles by login; a login that is missing could not be asked, and is asked again later. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly now: DateTime;
  /** The issues under the incident, as they are now; undefined when there was no reason to ask for them. */
  readonly subIssues?: readonly Issue[];
  /** Other incidents of the repository, asked for when this one names components. */
  readonly others?: readonly Remembered[];
  /** The post-mortem's pull request with its document, when it is written in one. */
  readonly pull?: PullDocument;
  /** There is such a pull request, and for now we may not read it: nothing follows from what is not seen. */
  readonly isReportUnread?: boolean;
  /** Comments of ours that say what an older one says already. */
  readonly copies?: readonly number[];
  /** Our comment on the post-mortem that says what is missing, once there is one. */
  readonly review?: Comment;
  /** It was transferred from another repository; its labels may not have come along. */
  readonly hasArrived?: boolean;
  /** Asked for only when the incident is one of security, or is about to be. */
  readonly surroundings?: Surroundings;
  /** What the alert has said lately that the incident came of, in the order it was heard. */
  readonly alerts?: readonly AlertNews[];
  /** What the issue itself says of that alert: it was opened for it. */
  readonly raised?: Raised;
  /** What has become of mails, and of calls in Slack, since. */
  readonly sent?: readonly (EntryOf<"mailed"> | EntryOf<"unheard">)[];
  /** What was found to have changed before it began. */
  readonly evidence?: readonly Evidence[];
  /** The pull requests by their number that somebody has just asked to undo; one that is missing is none we may see. */
  readonly pulls?: ReadonlyMap<number, Revertible>;
  /** Buttons that were clicked in Slack. */
  readonly clicks?: readonly Click[];
  /** Somebody has just edited the post-mortem. */
  readonly isReportEdited?: boolean;
}

/** A clock with its state now. */
export interface Reading extends Span {
  readonly clock: string;
  readonly state: ClockState;
}

/** A row of the table of commands, in the incident's language. */
export interface CommandRow {
  readonly name: string;
  readonly short: string;
  readonly usage: string;
  readonly summary: string;
  readonly permission: Role;
}

/** What one command may see. */
export interface CommandFacts {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly actor: string;
  /** When the command was typed, by GitHub. */
  readonly at: DateTime;
  readonly now: DateTime;
  readonly comment: number;
  /** The issue the command was typed on, when it is not the incident itself. */
  readonly on?: number;
  readonly role: Role;
  /** The post-mortem, once there is one. */
  readonly report?: Document;
  /** GitHub takes no further issue under the incident. */
  readonly isFull: boolean;
  /** The pull requests that are asked to be undone, by their number. */
  readonly pulls?: ReadonlyMap<number, Revertible>;
  /** There is one that we may not read, for now. */
  readonly isReportUnread?: boolean;
  readonly clocks: readonly Reading[];
  readonly commands: readonly CommandRow[];
}
