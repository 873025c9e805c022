// Posts something in Slack once: intent, post, note; what may have been posted before is looked for by its metadata.
import { SlackRefused, type Spot, type Words } from "../adapters/slack/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { needLease } from "./post.ts";
import type { SlackTools } from "./send-slack.ts";

export interface SlackPost {
  readonly key: string;
  readonly issue: string;
  /** A name, an id, or a member's id. */
  readonly channel: string;
  readonly thread?: string;
  readonly words: Words;
  /** Since when to look; seconds since the epoch. */
  readonly since: number;
  /** What was posted is gone. */
  readonly isGone?: boolean;
}

/** Throws what Slack's adapter throws. `isNew`: it was posted now, and says what it should. */
export async function postOnce(
  post: SlackPost,
  claim: Claim,
  { slack, store, clock }: SlackTools,
): Promise<{ spot: Spot; isNew: boolean }> {
  if (!slack) throw new SlackRefused("");
  const { key, issue, words, thread, since } = post;
  const mark = { key, issue };
  const note = `slack:${issue}:${key}`;
  const known = post.isGone ? undefined : await store.recall(note);
  if (known) return { spot: JSON.parse(known) as Spot, isNew: false };
  const channel = await placeOf(post.channel);
  // A member's own channel has another id, and whoever is called there twice is called twice: it is not looked through.
  const isSearched = /^[CG]/.test(channel) && !post.isGone;
  const found = isSearched ? await slack.find(channel, mark, { since, ...(thread && { thread }) }) : undefined;
  if (!found) needLease(claim, clock);
  const spot = found ?? (await slack.post(channel, words, { mark, ...(thread && { thread }) }));
  await store.remember(note, JSON.stringify(spot));
  return { spot, isNew: !found };

  /** Names are asked for once; a renamed channel keeps its id. */
  async function placeOf(name: string): Promise<string> {
    if (!name.startsWith("#")) return name;
    const kept = `slack-channel:${name}`;
    const last = await store.recall(kept);
    if (last) return last;
    const id = await slack?.channelId(name);
    if (!id) throw new SlackRefused("channel_not_found");
    await store.remember(kept, id);
    return id;
  }
}
