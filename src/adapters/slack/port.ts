// What the app asks of Slack: to say something, to change it, to find it again.
import type { Button } from "../../domain/click.ts";

/** How a message is known again, by Slack's message metadata: what it is (`card`, `update:c12`) and of which incident. */
export interface Mark {
  readonly key: string;
  /** The issue's node id. */
  readonly issue: string;
}

/** Words in Slack's markup, encoded already, and what stands below them. */
export interface Words {
  readonly text: string;
  readonly link?: { readonly url: string; readonly text: string };
  readonly buttons?: readonly { readonly button: Button; readonly text: string; readonly value: string }[];
}

/** Where a message stands. */
export interface Spot {
  /** The channel's id. */
  readonly channel: string;
  readonly ts: string;
}

/** Every call throws SlackLater, SlackRefused, or what the network throws: then nobody knows whether it happened. */
export interface Slack {
  /** `channel` is a name, an id, or a member's id; in the thread of `thread` if one is named. */
  post(channel: string, words: Words, about: { mark: Mark; thread?: string }): Promise<Spot>;
  edit(spot: Spot, words: Words): Promise<void>;
  /** Seen by one user alone. */
  whisper(channel: string, user: string, text: string): Promise<void>;
  /** A message of ours, in a channel (by id) or a thread in it, since a moment (seconds since the epoch). */
  find(channel: string, mark: Mark, within: { since: number; thread?: string }): Promise<Spot | undefined>;
  /** The id of a channel by its name (`#ops`) or id; undefined when the app sees none. */
  channelId(name: string): Promise<string | undefined>;
}

/** Slack asks for a pause; nothing happened. */
export class SlackLater extends Error {
  override readonly name = "SlackLater";
  readonly seconds: number;
  constructor(seconds: number) {
    super(`Slack asks for a pause of ${seconds} s`);
    this.seconds = seconds;
  }
}

/** Slack says no, with a word of its own; nothing happened. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
  readonly why: string;
  constructor(why: string) {
    super(`Slack refuses: ${why}`);
    this.why = why;
  }
}
