// The timeline: everything that happened to an incident and stands nowhere else on GitHub. An incident is its sum.
import type { DateTime } from "luxon";
import type { Evidence } from "./evidence.ts";

export const STATUSES = ["investigating", "identified", "monitoring", "resolved"] as const;
export type Status = (typeof STATUSES)[number];
const RESPONDERS = ["lead", "comms", "scribe"] as const;
export type Responder = (typeof RESPONDERS)[number];

/** The merged pull request that closed an action's issue, `repository` "" when it is our own; 0: closed by hand. */
export interface DoneBy {
  readonly number: number;
  readonly repository: string;
}
export const BY_HAND: DoneBy = { number: 0, repository: "" };

/** Handed over; refused for good; lost sight of midway; too late to be of use; without a mail server; not a domain of ours. */
export const MAIL_OUTCOMES = ["sent", "refused", "unsure", "late", "unable", "forbidden"] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

/** GitHub cannot undo it by itself, or lets us not. */
export const REVERT_FAILURES = ["conflict", "forbidden"] as const;
export type RevertFailure = (typeof REVERT_FAILURES)[number];

export interface Happened {
  /** GitHub's time of the event (UTC), never the time we heard of it. */
  readonly at: DateTime;
  /** Login of the person; absent when it was the clock. */
  readonly by?: string;
  /** Where it can be read: `c<comment id>`, or `e<event id>` of the issue's own events. */
  readonly ref?: string;
}

export type Entry = Happened &
  (
    | { readonly kind: "declared" }
    | {
        readonly kind: "severity";
        readonly to: string;
        readonly via: "label" | "form" | "title" | "default" | "command" | "alert";
        readonly reason?: string;
      }
    | {
        readonly kind: "acknowledged";
        readonly via: "command" | "assignment" | "comment" | "resolution" | "slack";
        readonly note?: string;
      }
    /** `mail`: users were to be told by mail as well. */
    | { readonly kind: "update"; readonly status: Status; readonly text: string; readonly mail?: boolean }
    | { readonly kind: "note"; readonly text: string }
    | { readonly kind: "role"; readonly role: Responder; readonly who: string; readonly via?: "slack" }
    | { readonly kind: "impact"; readonly text: string }
    | { readonly kind: "affects"; readonly components: readonly string[] }
    | {
        readonly kind: "escalated";
        readonly step: number;
        readonly severity: string;
        readonly called: readonly string[];
        /** Those of them who were on call at that moment. */
        readonly onCall?: readonly string[];
        /** The step called who is on call, and nobody was. */
        readonly isUncovered?: boolean;
        readonly reason?: string;
      }
    /** What became of a mail: `key` is what it said; `users…` is to users, `ladder:…` a call. */
    | { readonly kind: "mailed"; readonly key: string; readonly to: readonly string[]; readonly outcome: MailOutcome }
    /** A call in Slack that reached nobody, by Slack's own word for it; "" when there is no Slack. */
    | { readonly kind: "unheard"; readonly key: string; readonly to: readonly string[]; readonly why: string }
    | { readonly kind: "snoozed"; readonly until: DateTime }
    | { readonly kind: "paused"; readonly reason: string }
    | { readonly kind: "resumed" }
    | {
        readonly kind: "resolved";
        readonly via: "command" | "closed" | "alert";
        readonly text?: string;
        /** The severity at that time, and whether the policy of that time asked for a post-mortem of it. */
        readonly severity?: string;
        readonly owes?: boolean;
      }
    | { readonly kind: "reopened"; readonly reason?: string }
    | { readonly kind: "cancelled"; readonly reason?: string }
    | { readonly kind: "duplicate"; readonly of?: number }
    | { readonly kind: "silenced" }
    | { readonly kind: "revived" }
    | { readonly kind: "drill" }
    /** We gave in for a while: somebody undid this (a label, or `open`, or `closed`) again and again. */
    | { readonly kind: "yielded"; readonly what: string }
    /** Somebody asked for a post-mortem that nobody owes. */
    | { readonly kind: "wanted" }
    /** The post-mortem was opened, as this issue, or as this pull request with a file. */
    | { readonly kind: "report"; readonly number: number; readonly in?: "pull_request"; readonly path?: string }
    | { readonly kind: "reviewed" }
    | { readonly kind: "waived"; readonly reason: string }
    /** An action item as it stands; the last entry of a number holds. */
    | {
        readonly kind: "action";
        readonly number: number;
        readonly text: string;
        readonly owner?: string;
        /** A day, `YYYY-MM-DD`. */
        readonly due?: string;
        readonly isDone: boolean;
        readonly doneBy?: DoneBy;
      }
    | { readonly kind: "security"; readonly via: "command" | "label" }
    /** The label `security` was taken off by hand. */
    | { readonly kind: "cleared" }
    /** A breach of personal data, known since then, and the notices it calls for: each with its time in seconds. */
    | {
        readonly kind: "aware";
        readonly since: DateTime;
        readonly notices: readonly { readonly name: string; readonly within: number }[];
      }
    /** Somebody was notified, at the entry's own time; law allows several phases. */
    | { readonly kind: "notified"; readonly whom: string; readonly phase: number; readonly text?: string }
    /** It goes on in a private repository; nothing of it is kept here, not even where. */
    | { readonly kind: "moved" }
    /** It came from a public repository, where these comments of people and issues of its own still stand. */
    | {
        readonly kind: "carried";
        readonly from: string;
        readonly number: number;
        readonly comments: readonly number[];
        readonly issues: readonly number[];
      }
    /** What the alert did that the incident came of; told at `heard`. Recovering is waited for, and not shown. */
    | {
        readonly kind: "alert";
        readonly state: "firing" | "recovering" | "recovered";
        readonly heard: DateTime;
        readonly since: DateTime;
      }
    | { readonly kind: "breached"; readonly clock: string }
    /** What changed shortly before; it stands at the start. */
    | ({ readonly kind: "evidence" } & Evidence)
    /** Somebody asked to revert pull request `of`: `number` does, or there is none (0), and `why`. */
    | {
        readonly kind: "rollback";
        readonly of: number;
        readonly number: number;
        readonly why?: RevertFailure;
      }
    | { readonly kind: "said"; readonly keys: readonly string[] }
    | {
        readonly kind: "answered";
        readonly comment: number;
        readonly line: string;
        readonly refused?: boolean;
        readonly replied?: boolean;
      }
  );

export type EntryKind = Entry["kind"];
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What only the machine needs: not shown on the card. */
const HIDDEN: readonly EntryKind[] = ["said", "answered", "moved", "evidence"];

export function isShown(entry: Entry): boolean {
  return !HIDDEN.includes(entry.kind) && !(entry.kind === "alert" && entry.state === "recovering");
}

/** The last entry of a kind, if any. */
export function latest<K extends EntryKind>(timeline: readonly Entry[], kind: K): EntryOf<K> | undefined {
  return timeline.findLast((entry): entry is EntryOf<K> => entry.kind === kind);
}

/** All entries of a kind, in order. */
export function entriesOf<K extends EntryKind>(timeline: readonly Entry[], kind: K): EntryOf<K>[] {
  return timeline.filter((entry): entry is EntryOf<K> => entry.kind === kind);
}

/** Every action item as it was last agreed on, by its issue's number. */
export function actionsOf(timeline: readonly Entry[]): Map<number, EntryOf<"action">> {
  return new Map(entriesOf(timeline, "action").map((entry) => [entry.number, entry]));
}

/** Puts an entry where its time belongs; among equals, after what is there. Said twice in one comment, it is there once. */
export function insertEntry(timeline: readonly Entry[], entry: Entry): Entry[] {
  if (timeline.some((other) => isSame(other, entry))) return [...timeline];
  const after = timeline.findLastIndex((other) => other.at.toMillis() <= entry.at.toMillis());
  return timeline.toSpliced(after + 1, 0, entry);
}

function isSame(one: Entry, other: Entry): boolean {
  const isFromOnePlace = one.ref !== undefined && one.ref === other.ref && one.kind === other.kind;
  return isFromOnePlace && JSON.stringify(one) === JSON.stringify(other);
}
