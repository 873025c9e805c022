// Posts something once: GitHub has no idempotency key, so every post has an intent before it and a note after it.
import type { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { GitHub } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import type { Message } from "../domain/effects.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { printMarker, type Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import type { Entry } from "../domain/timeline.ts";
import type { Memory } from "./memory.ts";
import type { Wording } from "./wording.ts";

export interface Tools {
  readonly github: GitHub;
  readonly store: Store;
  readonly templates: Wording;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long an ambiguous write is left alone before we look whether it happened. */
  readonly settle: { milliseconds: number };
}

/** Everything one performance knows about its issue. */
export interface Scene {
  readonly claim: Claim;
  readonly issue: Issue;
  readonly policy: Policy;
  readonly timeline: readonly Entry[];
  readonly card?: Comment;
  readonly memory: Memory;
  readonly now: DateTime;
}

/** An earlier attempt may have been heard: nothing more is said on this issue until `until`. */
export class Hold extends Error {
  readonly until: DateTime;
  constructor(until: DateTime) {
    super(`held until ${until.toISO()}`);
    this.name = "Hold";
    this.until = until;
  }
}

export interface Posted {
  /** The comment's id, or the issue's number. */
  readonly result: number;
  readonly isNew: boolean;
}

/** Our clock may be hours ahead of GitHub's, which dates what is looked for: that is looked for from before; ms. */
export const APART = 86_400_000;

interface Post {
  readonly key: string;
  /** Writes it on GitHub and tells its id or number. */
  write(): Promise<number>;
  /** Written again when somebody deleted it; a reminder is not, the card is. */
  readonly comesBack?: boolean;
  /** Decided again although it was written: the list does not show it yet, and what else is due is decided once it does. */
  readonly waits?: boolean;
  /** Looks for what an attempt since then (ms) may have written, where gathering does not see it. */
  find?(since: number): Promise<number | undefined>;
  /** Since when (ms) somebody may have written it whose store was lost; it is looked for where this store knows nothing yet. */
  readonly since?: number;
}

/**
 * Posts a comment once: intent, POST, done. GitHub has no idempotency key, so after anything ambiguous the thread is
 * read again once it has settled; gathering reads it, and what stands there is not decided a second time.
 */
export async function post(
  what: Post,
  { claim, now }: Pick<Scene, "claim" | "now">,
  { store, settle, clock }: Tools,
): Promise<Posted> {
  const { key } = what;
  const intent = await store.intend(claim, key, +now);
  const settledAt = now.plus(settle).minus(+now - intent.intendedAt);
  if (intent.state === "done" && what.waits && now < settledAt) throw new Hold(settledAt);
  // Just written, GitHub's list may not show it yet.
  if (intent.state === "done" && (!what.comesBack || now < settledAt))
    return { result: intent.result ?? 0, isNew: false };
  if (intent.state === "pending" && now < settledAt) throw new Hold(settledAt);
  const isFirst = intent.state === "new" && claim.memory === "";
  const since = intent.state === "pending" ? intent.intendedAt : isFirst ? what.since : undefined;
  const found = since === undefined ? undefined : await what.find?.(since - APART);
  if (found !== undefined) {
    await store.confirm(claim, key, found);
    return { result: found, isNew: false };
  }
  if (intent.state !== "new") {
    await store.withdraw(claim, key);
    await store.intend(claim, key, +now);
  }
  needLease(claim, clock);
  try {
    const result = await what.write();
    await store.confirm(claim, key, result);
    return { result, isNew: true };
  } catch (error) {
    if (outcomeOf(error, now).kind === "ambiguous") throw new Hold(now.plus(settle));
    await store.withdraw(claim, key);
    throw error;
  }
}

/**
 * Throws StaleClaim once the lease has run out. A process may be stopped at any moment and come back minutes later, to
 * write what somebody else has long since looked for, not found, and written.
 */
export function needLease(claim: Claim, clock: Clock): void {
  if (+clock.now() >= claim.leaseUntil) throw new StaleClaim(claim.lane, claim.fence);
}

/** A message in the incident's language. Throws StaleClaim when a repository's own words took longer than the lease. */
export async function render(message: Message, scene: Scene, { templates, clock }: Tools): Promise<string> {
  const text = await templates.render(message, scene);
  if (scene.policy.templates) needLease(scene.claim, clock);
  return text;
}

/** A message with the hidden line by which it is known again; sealed for the incident, wherever it stands. */
export async function signed(
  message: Message,
  marker: { kind: string; text: string },
  [scene, tools]: [Scene, Tools],
): Promise<string> {
  return `${await render(message, scene, tools)}\n\n${printMarker(marker, scene.issue.nodeId, tools.seal)}`;
}
