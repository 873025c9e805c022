// Works off what is due: claims lanes, lets each be gathered, decided and performed, and sets its next moment.

import type { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { Claim } from "../adapters/store/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import { incidentOf } from "../domain/incident.ts";
import { labelLooks } from "../domain/labels.ts";
import { rankOf } from "../domain/policy.ts";
import { decide } from "./decide.ts";
import { digestActions } from "./digest.ts";
import { gather, type Sources } from "./gather.ts";
import { printMemory } from "./memory.ts";
import { reportMonth } from "./month.ts";
import { perform } from "./perform.ts";
import { noticePolicy } from "./policy-notice.ts";
import { Hold, type Tools } from "./post.ts";
import { findIncidents } from "./sweep.ts";
import { wakeReports } from "./wake-reports.ts";

export type Shop = Tools & Sources & { readonly clock: Clock; readonly log: Logger };

/** Longer than a request may take and be repeated; after it a dead worker's lanes are taken over. */
const LEASE = { seconds: 30 };
/** Lanes worked on at the same time; GitHub allows 100 concurrent requests. */
const AT_ONCE = 16;
const LONGEST_BACKOFF = 300;
/** A 404 may pass (GitHub lags, a repository is given back): only after this many looks, about a day, is the issue forgotten. */
const LOOKS = 300;
/** What GitHub would not have opened is tried again after this long. */
const REFUSED_PAUSE = { minutes: 5 };

/** Works through everything that is due now; resolves to the number of lanes that were worked on. */
export async function work(shop: Shop): Promise<number> {
  let worked = 0;
  for (;;) {
    const now = shop.clock.now();
    const claims = await shop.store.claim({ now: +now, leaseUntil: +now.plus(LEASE), limit: AT_ONCE });
    if (claims.length === 0) return worked;
    await Promise.all(claims.map((claim) => workOn(claim, shop)));
    worked += claims.length;
  }
}

async function workOn(claim: Claim, shop: Shop): Promise<void> {
  try {
    if (claim.number === 0) await meetRepository(claim, shop);
    else await lookAfter(claim, shop);
  } catch (error) {
    await postpone(claim, error, shop).catch((failure) =>
      shop.log.error({ lane: claim.lane, err: failure }, "could not be postponed; the lease will run out"),
    );
  }
}

/** One issue, from what it is to what it should be. */
async function lookAfter(claim: Claim, shop: Shop): Promise<void> {
  const now = shop.clock.now();
  const gathered = await gather(claim, now, shop).catch((error: { status?: number }) => {
    if (error.status === 404 && claim.attempts >= LOOKS) return undefined;
    throw error;
  });
  if (!gathered) return shop.store.forget(claim);
  const { facts, memory, card } = gathered;
  const { timeline, effects, wakeAt, isWaiting } = decide(facts);
  const { issue, policy } = facts;
  const scene = { claim, issue, policy, timeline, card, memory, now };
  const { memory: next, isRefused } = await perform(effects, scene, shop).catch((error) => {
    // One write that is waited for must not make the next deadline late.
    const isEarlier = error instanceof Hold && wakeAt && wakeAt > now && wakeAt < error.until;
    throw isEarlier ? new Hold(wakeAt) : error;
  });
  const urgency = timeline.length > 0 ? rankOf(policy, incidentOf(issue, timeline).severity) : 9;
  // Only the webhook knows who edited a comment: it is kept until that person's role is known.
  if (isWaiting && claim.inbox.length > 0) throw new Hold(wakeAt ?? now);
  const seenAt = isWaiting ? memory.seenAt : +now;
  await shop.store.finish(
    claim,
    {
      memory: printMemory({ ...next, seenAt }),
      wakeAt: isRefused ? +now.plus(REFUSED_PAUSE) : wakeAt && +wakeAt,
      urgency,
    },
    +now,
  );
}

/** A repository met for the first time, or again: its labels are made, its open incidents are looked after. */
async function meetRepository(claim: Claim, shop: Shop): Promise<void> {
  const policy = await shop.policies.of(claim);
  const memory = await findIncidents(claim, policy.trigger, shop);
  // Once a repository is known its labels belong to its people: one that they deleted is not forced on them again.
  if (claim.memory === "") await shop.github.ensureLabels(claim, labelLooks(policy));
  const problem = shop.policies.problemIn(claim.repository);
  await noticePolicy(claim, { policy, problem, isNew: claim.memory === "" }, shop);
  await reportMonth(claim, policy, shop);
  await digestActions(claim, policy, shop);
  await wakeReports(claim, shop);
  await shop.store.finish(claim, { memory, wakeAt: undefined, urgency: 9 }, +shop.clock.now());
}

/** Gives the lane back: held, limited, or failed; a failure is tried again after 1, 2, 4 … seconds, at most 5 minutes. */
async function postpone(claim: Claim, error: unknown, shop: Shop): Promise<void> {
  if (error instanceof StaleClaim) return;
  const now = shop.clock.now();
  const at = retryAt(error, claim, now);
  if (error instanceof Hold)
    shop.log.info({ lane: claim.lane, until: at.toISO() }, "an earlier attempt may have been heard; waiting");
  else
    shop.log.error(
      { lane: claim.lane, attempts: claim.attempts, again: at.toISO(), err: error },
      "failed; will be tried again",
    );
  await shop.store.retry(claim, +at);
}

function retryAt(error: unknown, claim: Claim, now: DateTime): DateTime {
  if (error instanceof Hold) return error.until;
  const outcome = outcomeOf(error, now);
  if (outcome.kind === "later") return outcome.at;
  return now.plus({ seconds: Math.min(LONGEST_BACKOFF, 2 ** claim.attempts) });
}
