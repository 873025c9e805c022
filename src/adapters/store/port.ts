// What the app asks of a store: an inbox of happenings, one row per lane with its next moment, intents of writes, notes.
//
// Times are milliseconds since the Unix epoch (UTC), always handed in: no backend reads a clock.

/** One happening on GitHub, already cut down to what a decision needs. */
export interface Delivery {
  /** GitHub's delivery GUID, or a name of our own for what a sweep found. */
  readonly id: string;
  /** The same happening under another GUID has the same key; the second one is ignored. */
  readonly contentKey: string;
  /** Whose turn it is: `<repository id>#<issue number>`, or `<repository id>` for the repository itself. */
  readonly lane: string;
  readonly installation: number;
  /** `owner/name` as GitHub spelled it in this delivery. */
  readonly repository: string;
  /** Issue number; 0 for the repository itself. */
  readonly number: number;
  /** How urgent it looks from outside, 0 being most: a lane becomes more urgent by it, never less. */
  readonly urgency?: number;
  /** JSON text, opaque to the store. */
  readonly body: string;
}

/** A lane that is ours until `leaseUntil`, with everything that waits in it. */
export interface Claim {
  readonly lane: string;
  readonly installation: number;
  readonly repository: string;
  readonly number: number;
  /** From then on somebody else may take the lane over; ms since the epoch. */
  readonly leaseUntil: number;
  /** Grows with every claim of the lane; a write that carries an older one is refused. */
  readonly fence: number;
  /** Failed attempts since the last success. */
  readonly attempts: number;
  /** As the last `finish` left it, or as deliveries have said since; 0 is most urgent. */
  readonly urgency: number;
  /** What was remembered about the lane by the last `finish`; opaque JSON text, "" at first. */
  readonly memory: string;
  /** Waiting deliveries, in the order they arrived. */
  readonly inbox: readonly { id: string; body: string }[];
}

/** What a worker leaves behind when it is through with a lane. */
export interface Finish {
  readonly memory: string;
  /** The next moment that matters; undefined: only a delivery wakes the lane. */
  readonly wakeAt: number | undefined;
  /** 0 is most urgent. */
  readonly urgency: number;
  /** What pages show of the incident; undefined: nothing, and what was shown before goes. */
  readonly summary?: SummaryRow | undefined;
}

export interface SummaryRow {
  /** When it was declared; ms since the epoch. */
  readonly declaredAt: number;
  readonly isOpen: boolean;
  /** JSON text, opaque to the store. */
  readonly body: string;
}

/** Which summaries; without any of these, all. */
export interface SummaryQuery {
  /** Only of these, by the ids that begin their lanes. */
  readonly repositories?: readonly number[];
  readonly isOpen?: boolean;
  /** Declared at this moment or later; ms since the epoch. */
  readonly since?: number;
}

/** A summary under the name that its repository has now. */
export type Summarised = SummaryRow & Pick<Claim, "lane" | "installation" | "repository" | "number">;

/** The life of one write that GitHub cannot deduplicate for us. */
export interface Intent {
  readonly state: "new" | "pending" | "done";
  /** When the first attempt was about to be made. */
  readonly intendedAt: number;
  /** Number of the comment or issue that came of it, when done. */
  readonly result: number | undefined;
}

/** An incident as its lane remembers it, and as pages show it. */
export interface Known {
  readonly lane: string;
  readonly memory: string;
  readonly body: string;
}

export interface Tally {
  /** Deliveries that nobody has worked on yet. */
  readonly waiting: number;
  /** Lanes that are due and that nobody holds. */
  readonly due: number;
  /** When the last delivery came in, of those that are still known; ms since the epoch. */
  readonly lastDelivery: number | undefined;
}

export interface Store {
  /** Commits the deliveries and wakes their lanes; resolves after the commit. Concurrent calls share one commit. */
  accept(deliveries: readonly Delivery[], now: number): Promise<void>;
  /** Makes sure a lane exists and is woken at `wakeAt` at the latest, without a delivery. */
  wake(lane: Omit<Delivery, "id" | "contentKey" | "body">, wakeAt: number): Promise<void>;
  /** Everything of a repository is from now on reached by this installation under this name. */
  rename(repository: Pick<Delivery, "lane" | "installation" | "repository">): Promise<void>;
  /** Takes up to `limit` lanes that are due (most urgent first, then longest due) and leases them until `leaseUntil`. */
  claim(request: { now: number; leaseUntil: number; limit: number }): Promise<Claim[]>;
  /** Marks the claim's inbox done and sets the next moment; false when the fence is old (somebody else has the lane). */
  finish(claim: Claim, finish: Finish, now: number): Promise<boolean>;
  /**
   * Gives the lane back undone: tried again at `retryAt`, `attempts` one higher unless it only `waits`; false when the
   * fence is old.
   */
  retry(claim: Claim, retryAt: number, waits?: boolean): Promise<boolean>;
  /** Forgets a lane and its intents: the issue is gone. */
  forget(claim: Claim): Promise<void>;

  /** Writes down that something is about to be written (once per lane and key) and tells what is known about it. */
  intend(claim: Claim, key: string, now: number): Promise<Intent>;
  /** The write was seen to have happened. */
  confirm(claim: Claim, key: string, result: number): Promise<void>;
  /** The write is known not to have happened: the next attempt is a new one. */
  withdraw(claim: Claim, key: string): Promise<void>;

  /** Something of this lane was about to be written since then (ms), and nobody has seen it happen. */
  isPending(lane: string, since: number): Promise<boolean>;

  /** Small notes by name (policies, sweep times); undefined when there is none. */
  recall(name: string): Promise<string | undefined>;
  remember(name: string, value: string): Promise<void>;

  /** The lanes of a repository that have been remembered, in the order of their keys. */
  lanes(repository: string): Promise<
    {
      lane: string;
      installation: number;
      repository: string;
      number: number;
      wakeAt: number | undefined;
      memory: string;
    }[]
  >;
  /** What the last `finish` of each incident left for pages, newest declaration first. */
  summaries(query: SummaryQuery): Promise<Summarised[]>;
  /** What is known of an issue under its repository's name; a name that went to another repository gives several. */
  known(repository: string, number: number): Promise<Known[]>;
  /** How the store is doing: counts of everything, of nobody in particular. */
  tally(now: number): Promise<Tally>;
  /** The earliest moment anything is due, leased or not; undefined when nothing is. */
  nextDue(): Promise<number | undefined>;
  /** Drops inbox rows done before this moment (their ids are kept until then for deduplication). */
  prune(doneBefore: number): Promise<void>;
  close(): Promise<void>;
}
