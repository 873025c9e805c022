// Works on one lane: lets it be gathered, decided and performed, and sets its next moment.
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { Claim } from "../adapters/store/port.ts";
import type { Facts } from "../domain/facts.ts";
import { standingOf } from "../domain/freeze.ts";
import { incidentOf } from "../domain/incident.ts";
import { hasLabel, type LabelLook, labelLooks } from "../domain/labels.ts";
import { NOT_URGENT, type Policy, rankOf } from "../domain/policy.ts";
import { absentUntil, isGoneForGood, nextLook, patience } from "./absence.ts";
import { isAlertLane } from "./alert-intake.ts";
import { type AlertShop, workOnAlerts } from "./alert-lane.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { type Decision, decide } from "./decide.ts";
import { digestActions } from "./digest.ts";
import { freezePulls } from "./freeze.ts";
import { freezeLane, pullDelivery } from "./freeze-lane.ts";
import { gather, type Sources } from "./gather.ts";
import { printMemory } from "./memory.ts";
import { reportMonth } from "./month.ts";
import { parseNotice } from "./notice.ts";
import { isPast, recallPast } from "./past.ts";
import { perform } from "./perform.ts";
import { noticePolicy } from "./policy-notice.ts";
import { Hold, type Tools } from "./post.ts";
import { postpone } from "./postpone.ts";
import { readEvidence } from "./read-evidence.ts";
import { handOver, welcomeBack } from "./reunite.ts";
import { sendHooks } from "./send-hooks.ts";
import { type MailTools, sendMails } from "./send-mails.ts";
import { type SlackTools, sendSlack } from "./send-slack.ts";
import { type Side, sideOf } from "./side-lane.ts";
import { keepSite } from "./sites.ts";
import { type StatusTools, wakeStatus, workOnStatus } from "./status-lane.ts";
import { rowOf } from "./summary-row.ts";
import { findIncidents } from "./sweep.ts";
import { wakeReports } from "./wake-reports.ts";

export type Shop = Tools &
  Sources &
  AlertShop &
  MailTools &
  SlackTools &
  StatusTools & {
    readonly clock: Clock;
    readonly log: Logger;
    readonly watch?: Watch | undefined;
  };

/** Is told of every decision before it is performed. It only looks on: it may change nothing, and must not throw. */
export type Watch = (facts: Facts, decision: Decision) => void;

/** What is done on each lane beside another. */
const BESIDE: Readonly<Record<Side, (claim: Claim, shop: Shop) => Promise<void>>> = {
  evidence: readEvidence,
  freeze: (claim, shop) => freezePulls({ ...claim, urgency: NOT_URGENT }, shop),
  hook: sendHooks,
  mail: (claim, shop) => shop.mailGate.pass(shop.clock.now(), () => sendMails(claim, shop)),
  slack: (claim, shop) => shop.slackGate.pass(shop.clock.now(), () => sendSlack(claim, shop)),
  status: workOnStatus,
};

/** One lane, from what it is to what it should be; never throws. */
export async function workOn(claim: Claim, shop: Shop): Promise<void> {
  const side = sideOf(claim)?.side;
  try {
    if (isAlertLane(claim.lane)) await workOnAlerts(claim, shop);
    else if (side) await BESIDE[side](claim, shop);
    else if (claim.number === 0) await meetRepository({ ...claim, urgency: NOT_URGENT }, shop);
    else if (isPast(claim)) await recallPast({ ...claim, urgency: NOT_URGENT }, shop);
    else if (isPull(claim)) await lookThrough({ ...claim, urgency: NOT_URGENT }, shop);
    else await lookAfter(claim, shop);
  } catch (error) {
    await postpone(claim, error, shop).catch((failure) =>
      shop.log.error({ lane: claim.lane, err: failure }, "could not be postponed; the lease will run out"),
    );
  }
}

function isPull({ inbox }: Claim): boolean {
  return inbox.some(({ body }) => parseNotice(body).isPull);
}

/** A pull request is no incident; it may have to wait for one, and what it changes of the configuration is checked. */
async function lookThrough(claim: Claim, shop: Shop): Promise<void> {
  // The freeze's own lane reads the policy anew.
  const { freeze } = shop.policies.known(claim.repository) ?? (await shop.policies.of(claim));
  if (freeze) await shop.store.accept([pullDelivery(claim)], +shop.clock.now());
  await checkConfiguration(claim, shop).catch((error) => {
    if (error instanceof Hold || outcomeOf(error, shop.clock.now()).kind !== "permanent") throw error;
    // The App was not given what it takes; the notice tells of a wrong file once it is merged.
    shop.log.warn({ lane: claim.lane, err: error }, "the configuration was not checked");
  });
  await shop.store.forget(claim);
}

const AFTER_PASS = { seconds: 5 };

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
  const { facts, memory, card, readAt } = gathered;
  const decision = decide(facts);
  shop.watch?.(facts, decision);
  const { timeline, effects, wakeAt, isWaiting, summary } = decision;
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
  // Only the webhook knows who edited a comment: it is kept until that person's role is known.
  if (isWaiting && claim.inbox.length > 0) throw new Hold(wakeAt ?? now);
  const standing = timeline.length > 0 ? standingOf(incidentOf(issue, timeline)) : undefined;
  const seenAt = isWaiting ? memory.seenAt : readAt;
  const kept = { ...next, seenAt, nodeId: issue.nodeId, ...patience({ memory, claim, isRefused }, now), standing };
  // A little later, when this pass is remembered: what is said on the incident comes first.
  if (policy.freeze && JSON.stringify(standing) !== JSON.stringify(memory.standing))
    await shop.store.wake(freezeLane(claim), +now.plus(AFTER_PASS));
  const wakes = nextLook(wakeAt, kept, now);
  const left = { memory: printMemory(kept), wakeAt: wakes && +wakes, urgency, summary: summary && rowOf(summary) };
  await shop.store.finish(claim, left, +now);
  // Also when nothing is left to show: what went elsewhere is taken from the page.
  if (!summary || summary.updates.length > 0) await wakeStatus(here, policy, shop);
}

/** A repository met for the first time, or again: its labels are made, its open incidents are looked after. */
async function meetRepository(claim: Claim, shop: Shop): Promise<void> {
  const policy = await shop.policies.of(claim);
  // Once a repository is known its labels belong to its people: one that they deleted is not forced on them again.
  if (claim.memory === "") await makeLabels(claim, labelLooks(policy), { policy, shop });
  else await putBackLabels(claim, policy, shop);
  await welcomeBack(claim, policy.trigger, shop);
  const memory = await findIncidents(claim, policy.trigger, shop);
  const problems = shop.policies.problemsIn(claim.repository);
  const templates = await shop.templates.failures({ claim, policy });
  if (policy.freeze) await shop.store.wake(freezeLane(claim), +shop.clock.now());
  await keepSite(claim, policy, shop);
  await wakeStatus(claim, policy, shop);
  await noticePolicy(claim, { policy, problems, templates, isNew: claim.memory === "" }, shop);
  await reportMonth(claim, policy, shop);
  await digestActions(claim, policy, shop);
  await wakeReports(claim, shop);
  await shop.store.finish(claim, { memory, wakeAt: undefined, urgency: NOT_URGENT }, +shop.clock.now());
}

/** A label of ours that got another name is needed again: with its colour, before an incident asks for it. */
async function putBackLabels(claim: Claim, policy: Policy, shop: Shop): Promise<void> {
  const former = claim.inbox.flatMap(({ body }) => parseNotice(body).formerLabel ?? []);
  const looks = labelLooks(policy).filter(({ name }) => hasLabel(former, name));
  if (looks.length > 0) await makeLabels(claim, looks, { policy, shop });
}

/** Each is described in the language of the policy. */
async function makeLabels(claim: Claim, looks: readonly LabelLook[], { policy, shop }: { policy: Policy; shop: Shop }) {
  // GitHub takes no more than 100 characters: these words are ours.
  const home = { claim, policy: { ...policy, templates: undefined } };
  const described = looks.map(async (look) => ({
    ...look,
    description: await shop.templates.render(look.description, home),
  }));
  const labels = await Promise.all(described);
  await shop.github.ensureLabels(claim, labels);
}
