// A click on a button in Slack, as it came in: who, on what, when.
import type { DateTime } from "luxon";

export const BUTTONS = ["ack", "lead"] as const;
export type Button = (typeof BUTTONS)[number];

export interface Click {
  readonly button: Button;
  /** Slack's member id. */
  readonly user: string;
  /** The channel's id, where whoever clicked is answered. */
  readonly channel: string;
  /** When it was clicked, by Slack; whole seconds. */
  readonly at: DateTime;
  /** The same for the same click, however often it arrives. */
  readonly id: string;
}

/** What the timeline knows a click by. */
export function refOfClick({ id }: Pick<Click, "id">): string {
  return `s${id}`;
}
