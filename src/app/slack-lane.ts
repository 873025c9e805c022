// The lane of what waits for Slack: beside the incident's own, so that a slow Slack never keeps the incident waiting.
import type { DateTime } from "luxon";
import type { Words } from "../adapters/slack/port.ts";
import type { Delivery } from "../adapters/store/port.ts";
import { type LaneName, namesOf } from "./mail-lane.ts";
import { printNotice } from "./notice.ts";

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

const SUFFIX = ":slack";

export function isSlackLane({ lane }: Pick<LaneName, "lane">): boolean {
  return lane.endsWith(SUFFIX);
}

/** `id` makes it count once. */
export function slackDelivery(name: LaneName, id: string, waiting: Shown | Whispered): Delivery {
  return {
    ...namesOf(name),
    lane: `${name.lane}${SUFFIX}`,
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
  const lane = name.lane.slice(0, -SUFFIX.length);
  return { ...namesOf(name), lane, id, contentKey: id, body: printNotice({ unheard }) };
}
