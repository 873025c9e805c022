// The lane of what waits for Slack: beside the incident's own, so that a slow Slack never keeps the incident waiting.
import type { DateTime } from "luxon";
import type { Words } from "../adapters/slack/port.ts";
import type { Delivery } from "../adapters/store/port.ts";
import { printNotice } from "./notice.ts";
import { beside, homeOf, type LaneName, namesOf } from "./side-lane.ts";

/** What Slack should show, written already. */
export interface Shown {
  readonly kind: "show";
  readonly issue: string;
  /** Since when to look for what was posted; seconds since the epoch. */
  readonly since: number;
  readonly channel?: string | undefined;
  readonly card: Words;
  readonly updates: readonly { readonly key: string; readonly words: Words }[];
  /** `member`: the Slack user behind the target, if it is a person. */
  readonly calls: readonly {
    readonly key: string;
    readonly to: string;
    readonly member?: string;
    readonly words: Words;
  }[];
}

export interface Whispered {
  readonly kind: "whisper";
  readonly channel: string;
  readonly user: string;
  readonly text: string;
}

/** `id` makes it count once. */
export function slackDelivery(name: LaneName, id: string, waiting: Shown | Whispered): Delivery {
  return {
    ...namesOf(name),
    lane: beside(name.lane, "slack"),
    id: `slack:${id}`,
    contentKey: `slack:${id}`,
    body: JSON.stringify(waiting),
  };
}

export function readWaiting(body: string): Shown | Whispered {
  return JSON.parse(body) as Shown | Whispered;
}

/** Tells the incident that a call reached nobody. */
export function unheardDelivery(
  name: LaneName,
  call: { issue: string; key: string; to: string; why: string },
  at: DateTime,
): Delivery {
  const id = `unheard:${call.issue}:${call.key}:${call.to}`;
  const unheard = {
    kind: "unheard" as const,
    key: call.key,
    to: [call.to],
    why: call.why,
    at: at.toUTC().toISO() ?? "",
  };
  return { ...namesOf(name), lane: homeOf(name), id, contentKey: id, body: printNotice({ unheard }) };
}
