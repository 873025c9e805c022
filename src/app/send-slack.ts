// Shows an incident in Slack: its message kept as it should be, each update and call posted once.
//
// Slack has no idempotency key. Every message of ours carries what it is in its metadata: after anything ambiguous, and
// on an empty store, it is looked for before it is posted. An edit done twice is done once.
import type { Slack, Spot } from "../adapters/slack/port.ts";
import { SlackLater, SlackRefused } from "../adapters/slack/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import type { Gate } from "./gate.ts";
import { Hold, needLease, type Tools } from "./post.ts";
import { readWaiting, type Shown, unheardDelivery } from "./slack-lane.ts";
import { postOnce } from "./slack-post.ts";

export interface SlackTools extends Pick<Tools, "store" | "clock" | "log"> {
  readonly slack?: Slack | undefined;
  /** Of all hands, only some may wait for Slack. */
  readonly slackGate: Gate;
}

/** Throws Hold when Slack asks for a pause, and what the network throws: the lane is then tried again, later and later. */
export async function sendSlack(claim: Claim, tools: SlackTools): Promise<void> {
  const { store, clock, log } = tools;
  const waiting = claim.inbox.map(({ body }) => readWaiting(body));
  // Only how it is now matters; what was to be shown before is out of date.
  const shown = waiting.findLast((one) => one.kind === "show");
  try {
    if (shown) await show(shown, claim, tools);
    for (const one of waiting)
      if (one.kind === "whisper") await tools.slack?.whisper(one.channel, one.user, one.text).catch(ignored);
  } catch (error) {
    if (error instanceof SlackLater) throw new Hold(clock.now().plus({ seconds: error.seconds }));
    throw error;
  }
  await store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT }, +clock.now());

  function ignored(error: unknown): void {
    if (!(error instanceof SlackRefused)) throw error;
    log.warn({ lane: claim.lane, why: error.why }, "Slack would not tell somebody why a button did nothing");
  }
}

async function show(shown: Shown, claim: Claim, tools: SlackTools): Promise<void> {
  const spot = await card(shown, claim, tools).catch(refused);
  const thread = spot && { channel: spot.channel, thread: spot.ts };
  for (const { key, words } of shown.updates)
    if (thread)
      await postOnce({ key, words, issue: shown.issue, since: shown.since, ...thread }, claim, tools).catch(refused);
  for (const { key, to, member, words } of shown.calls) {
    const about = { key: `${key}:${to}`, words, issue: shown.issue, since: shown.since };
    const place = to.startsWith("slack:@")
      ? (member && (thread ?? { channel: member })) || undefined
      : { channel: to.slice("slack:".length) };
    const why = await callIn(place && { ...about, ...place }, claim, tools);
    if (why === undefined) continue;
    const now = tools.clock.now();
    await tools.store.accept([unheardDelivery(claim, { issue: shown.issue, key, to, why }, now)], +now);
  }

  function refused(error: unknown): undefined {
    if (!(error instanceof SlackRefused)) throw error;
    tools.log.warn({ lane: claim.lane, why: error.why }, "Slack will not show this");
    return undefined;
  }
}

/** Undefined when it was heard, else Slack's word for why not; "" without Slack. */
async function callIn(
  post: Parameters<typeof postOnce>[0] | undefined,
  claim: Claim,
  tools: SlackTools,
): Promise<string | undefined> {
  if (!tools.slack) return "";
  if (!post) return "user_not_found";
  try {
    await postOnce(post, claim, tools);
    return undefined;
  } catch (error) {
    if (error instanceof SlackRefused) return error.why;
    throw error;
  }
}

/** The one message of the incident: there once, and as it should be. */
async function card(
  { channel, issue, since, card: words }: Shown,
  claim: Claim,
  tools: SlackTools,
): Promise<Spot | undefined> {
  const { slack, clock } = tools;
  if (!slack || !channel) return undefined;
  const { spot, isNew } = await postOnce({ key: "card", channel, words, issue, since }, claim, tools);
  if (isNew) return spot;
  needLease(claim, clock);
  try {
    await slack.edit(spot, words);
    return spot;
  } catch (error) {
    if (!(error instanceof SlackRefused && error.why === "message_not_found")) throw error;
    // Somebody deleted it: it comes back.
    return (await postOnce({ key: "card", channel, words, issue, since, isGone: true }, claim, tools)).spot;
  }
}
