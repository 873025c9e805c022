// Effects: what should be done, as data. Decisions return them, app/perform.ts alone performs them.
import type { DateTime } from "luxon";
import type { Button } from "./click.ts";
import type { Lookout } from "./evidence.ts";
import type { Surroundings } from "./facts.ts";
import type { Comment, Issue } from "./issue.ts";
import type { PullDocument } from "./pull.ts";
import type { ReportFacts } from "./report/finding.ts";
import type { Entry } from "./timeline.ts";

/** One message: a template's name and the values it is given. Untrusted values are encoded when it is rendered. */
export interface Message {
  readonly template: string;
  readonly data: Record<string, unknown>;
}

export type Effect =
  /** Something happened: put it on the timeline. */
  | { readonly do: "record"; readonly entry: Entry }
  /** A second copy of what we said: the older one stays. */
  | { readonly do: "remove"; readonly comment: number }
  /** Answer a comment with a reaction. */
  | { readonly do: "react"; readonly comment: number; readonly with: "eyes" | "+1" | "confused" }
  /** A new comment for somebody (`to`, as the policy writes people), once per `key`; `keys` are all it says, with `key`. */
  | {
      readonly do: "say";
      readonly kind: string;
      readonly key: string;
      readonly to: readonly string[];
      readonly parts: readonly Message[];
      readonly keys?: readonly string[];
      readonly late?: boolean;
      /** The entries that remember it: when it cannot be said, they do not hold. */
      readonly entries?: readonly Entry[];
      readonly mute?: boolean;
      /** The issue it is said on, when it is not the incident itself. */
      readonly on?: number;
    }
  | { readonly do: "assign"; readonly login: string }
  /** Every label the issue should have, and who should be assigned besides those who are. */
  | { readonly do: "label"; readonly labels: readonly string[]; readonly assign: readonly string[] }
  | {
      readonly do: "close";
      readonly reason: "completed" | "not_planned" | "duplicate";
      readonly labels: readonly string[];
    }
  | { readonly do: "reopen" }
  /** We gave in on this for a while; whoever reads the log should know. */
  | { readonly do: "yield"; readonly what: string }
  /** A new issue under the incident, once per `key`; what it is goes on the timeline with its number. */
  | {
      readonly do: "open";
      readonly key: string;
      readonly kind: "report" | "action";
      readonly title: string;
      readonly body: Message;
      readonly labels: readonly string[];
      readonly assignees: readonly string[];
      readonly action?: { readonly text: string; readonly owner?: string; readonly due?: string };
      /** Opened as a pull request from this branch, with the body as this file; `kept` is what people wrote before. */
      readonly pull?: {
        readonly branch: string;
        readonly path: string;
        readonly description: Message;
        readonly kept?: string;
      };
    }
  /** The document of a pull request should read so (`fresh` renews the parts that are ours), and is checked. */
  | {
      readonly do: "revise";
      readonly pull: PullDocument;
      readonly isOpen?: boolean;
      readonly text?: string;
      readonly fresh?: Message;
      readonly against?: ReportFacts;
    }
  /** One comment on another of our issues, edited in place: posted when missing, left alone when it says the same. */
  | {
      readonly do: "note";
      readonly key: string;
      readonly on: number;
      readonly to: readonly string[];
      readonly part: Message;
      readonly present?: Comment;
    }
  /** One of the incident's own issues should be like this; `fresh` renews the parts of its body that are ours. */
  | {
      readonly do: "follow";
      readonly issue: Issue;
      readonly isOpen?: boolean;
      readonly body?: string;
      readonly fresh?: Message;
    }
  /** The incident goes on in the private repository of its surroundings; a neutral stub stays. */
  | { readonly do: "move"; readonly surroundings: Surroundings }
  /** The register says this of the incident. */
  | { readonly do: "register"; readonly part: Message }
  /** A mail, once per `key` and address; worth nothing any more after `until`. `link` is shown as one. */
  | {
      readonly do: "mail";
      readonly key: string;
      readonly to: string;
      readonly subject: Message;
      readonly text: Message;
      readonly link?: string;
      readonly until: DateTime;
    }
  /** What Slack should show: a message in the channel, updates in its thread, and calls; each once, kept as it should be. */
  | {
      readonly do: "slack";
      readonly channel: string | undefined;
      readonly card: Message;
      readonly buttons: readonly Button[];
      readonly updates: readonly { readonly key: string; readonly text: Message }[];
      readonly calls: readonly { readonly key: string; readonly to: string; readonly text: Message }[];
      readonly url: string;
    }
  /** Tells one Slack user something that nobody else sees. */
  | {
      readonly do: "whisper";
      readonly key: string;
      readonly channel: string;
      readonly user: string;
      readonly text: Message;
    }
  /** A pull request that undoes merged pull request `of` (its node id is `pull`), asked for by somebody. */
  | {
      readonly do: "revert";
      readonly of: number;
      readonly pull: string;
      readonly body: Message;
      readonly by: string;
      readonly at: DateTime;
      readonly ref?: string | undefined;
    }
  /** What changed before it began is to be read, once the card stands. */
  | { readonly do: "look-back"; readonly lookout: Lookout }
  /** Bring the card up to date (or back). */
  | { readonly do: "card"; readonly card: Message };

export type EffectOf<K extends Effect["do"]> = Extract<Effect, { do: K }>;

export function record(entry: Entry): Effect {
  return { do: "record", entry };
}
