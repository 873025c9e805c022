// Works off what is due: claims lanes, lets each be gathered, decided and performed, and sets its next moment.

import type { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { outcomeOf } from "../adapters/github/outcome.ts";
import { Paced } from "../adapters/github/pace.ts";
import type { Claim } from "../adapters/store/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import { incidentOf } from "../domain/incident.ts";
import { hasLabel, labelLooks } from "../domain/labels.ts";
import { type Policy, rankOf } from "../domain/policy.ts";
import { absentUntil, isGoneForGood, nextLook, patience } from "./absence.ts";
import { decide } from "./decide.ts";
import { digestActions } from "./digest.ts";
import { gather, type Sources } from "./gather.ts";
import { printMemory } from "./memory.ts";
import { reportMonth } from "./month.ts";
import { parseNotice } from "./notice.ts";
import { perform } from "./perform.ts";
import { noticePolicy } from "./policy-notice.ts";
import { Hold, type Tools } from "./post.ts";
import { handOver, welcomeBack } from "./reunite.ts";
import { findIncidents } from "./sweep.ts";
import { wakeReports } from "./wake-reports.ts";

export type Shop = Tools & Sources & { readonly clock: Clock; readonly log: Logger };

/** Longer than a request may take and be repeated; after it a dead worker's lanes are taken over. */
const LEASE = { seconds: 30 };
/** Lanes worked on at the same time, three requests each at the most: GitHub allows 100 concurrent ones. */
const AT_ONCE = 32;
const LONGEST_BACKOFF = 300;
/** A repository's own lane, and an issue that is no incident. */
const NOT_URGENT = 9;

export interface Crew {
  /** Begins what is due, as far as hands are free, and calls `freed` as each is free again; resolves to how many began. */
  begin(freed?: () => void): Promise<number>;
  /** Works through everything that is due; resolves to the number of lanes that were worked on. */
  work(): Promise<number>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** The hands that work on lanes; nobody waits for the slowest. */
export function createCrew(shop: Shop): Crew {
  const underWay = new Set<Promise<void>>();
  async function begin(freed = () => {}): Promise<number> {
    const limit = AT_ONCE - underWay.size;
    if (limit <= 0) return 0;
    const now = shop.clock.now();
    const claims = await shop.store.claim({ now: +now, leaseUntil: +now.plus(LEASE), limit });
    for (const claim of claims) {
      const work: Promise<void> = workOn(claim, shop).finally(() => {
        underWay.delete(work);
        freed();
      });
      underWay.add(work);
    }
    return claims.length;
  }
  return {
    begin,
    async work() {
      for (let worked = 0; ; ) {
        const begun = await begin();
        worked += begun;
        if (begun === 0 && underWay.size === 0) return worked;
        if (begun === 0) await Promise.race(underWay);
      }
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}

async function workOn(claim: Claim, shop: Shop): Promise<void> {
  try {
    if (claim.number === 0) await meetRepository({ ...claim, urgency: NOT_URGENT }, shop);
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
  const gathered = await gather(claim, now, shop).catch((error) => {
    if (isGoneForGood(error, claim)) return undefined;
    throw error;
  });
  if (!gathered) {
    await handOver(claim, shop).catch((error) => {
      if (!absentUntil(error, claim, now)) throw error;
    });
    return shop.store.forget(claim);
  }
  const { facts, memory, card } = gathered;
  const { timeline, effects, wakeAt, isWaiting } = decide(facts);
  const { issue, policy } = facts;
  const urgency = timeline.length > 0 ? rankOf(policy, incidentOf(issue, timeline).severity) : NOT_URGENT;
  const { owner, name } = issue.repository;
  const here = { ...claim, repository: `${owner}/${name}`, urgency };
  const scene = { claim: here, issue, policy, timeline, card, memory, now };
  const { memory: next, isRefused } = await perform(effects, scene, shop).catch((error) => {
    // One write that is waited for must not make the next deadline late.
    const isEarlier = error instanceof Hold && wakeAt && wakeAt > now && wakeAt < error.until;
    throw isEarlier ? new Hold(wakeAt) : error;
  });
  const seenAt = isWaiting ? memory.seenAt : +now;
  const kept = { ...next, seenAt, nodeId: issue.nodeId, ...patience({ memory, claim, isRefused }, now) };
  const wakes = nextLook(wakeAt, kept, now);
  await shop.store.finish(claim, { memory: printMemory(kept), wakeAt: wakes && +wakes, urgency }, +now);
}

/** A repository met for the first time, or again: its labels are made, its open incidents are looked after. */
async function meetRepository(claim: Claim, shop: Shop): Promise<void> {
  const policy = await shop.policies.of(claim);
  // Once a repository is known its labels belong to its people: one that they deleted is not forced on them again.
  if (claim.memory === "") await shop.github.ensureLabels(claim, labelLooks(policy));
  else await putBackLabels(claim, policy, shop);
  await welcomeBack(claim, policy.trigger, shop);
  const memory = await findIncidents(claim, policy.trigger, shop);
  const problem = shop.policies.problemIn(claim.repository);
  await noticePolicy(claim, { policy, problem, isNew: claim.memory === "" }, shop);
  await reportMonth(claim, policy, shop);
  await digestActions(claim, policy, shop);
  await wakeReports(claim, shop);
  await shop.store.finish(claim, { memory, wakeAt: undefined, urgency: NOT_URGENT }, +shop.clock.now());
}

/** A label of ours that got another name is needed again: with its colour, before an incident asks for it. */
async function putBackLabels(claim: Claim, policy: Policy, shop: Shop): Promise<void> {
  const former = claim.inbox.flatMap(({ body }) => parseNotice(body).formerLabel ?? []);
  const looks = labelLooks(policy).filter(({ name }) => hasLabel(former, name));
  if (looks.length > 0) await shop.github.ensureLabels(claim, looks);
}

/** Gives the lane back: held, limited, or failed; a failure is tried again after 1, 2, 4 … seconds, at most 5 minutes. */
async function postpone(claim: Claim, error: unknown, shop: Shop): Promise<void> {
  if (error instanceof StaleClaim) return;
  const now = shop.clock.now();
  const absent = absentUntil(error, claim, now);
  const at = absent ?? retryAt(error, claim, now);
  const isPaced = error instanceof Paced;
  // Once is enough: an installation that is suspended has many lanes, and may stay so for months.
  if (absent && claim.attempts > 0) shop.log.debug({ lane: claim.lane, again: at.toISO() }, "still out of reach");
  else if (absent) shop.log.warn({ lane: claim.lane, again: at.toISO(), err: error }, "out of reach");
  else if (error instanceof Hold || isPaced)
    shop.log.info({ lane: claim.lane, until: at.toISO(), why: error.message }, "waiting");
  else
    shop.log.error(
      { lane: claim.lane, attempts: claim.attempts, again: at.toISO(), err: error },
      "failed; will be tried again",
    );
  await shop.store.retry(claim, +at, isPaced);
}

function retryAt(error: unknown, claim: Claim, now: DateTime): DateTime {
  if (error instanceof Hold) return error.until;
  const outcome = outcomeOf(error, now);
  if (outcome.kind === "later") return outcome.at;
  return now.plus({ seconds: Math.min(LONGEST_BACKOFF, 2 ** claim.attempts) });
}
