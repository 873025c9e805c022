// A click in Slack as a delivery of the inbox: stored before Slack is answered, and once, however often it is sent.
import { DateTime } from "luxon";
import type { Delivery } from "../adapters/store/port.ts";
import type { Click } from "../domain/click.ts";
import { printNotice } from "./notice.ts";

export interface IncomingClick {
  readonly click: Omit<Click, "at">;
  /** When, by Slack; seconds since the epoch. */
  readonly seconds: number;
  /** The incident's lane, as our own button carries it. */
  readonly lane: Pick<Delivery, "lane" | "installation" | "repository" | "number">;
}

/** The inbox knows a click again for days; a signature is good for minutes. */
export function clickDelivery({ click, seconds, lane }: IncomingClick): Delivery {
  const id = `click:${lane.lane}:${click.id}`;
  // GitHub's times are whole seconds; so are the timeline's.
  const at = DateTime.fromSeconds(Math.floor(seconds), { zone: "utc" }).toISO() ?? "";
  return { ...lane, id, contentKey: id, body: printNotice({ click: { ...click, at } }) };
}
