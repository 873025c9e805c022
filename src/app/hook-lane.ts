// The lane of what one receiver is to hear of one incident: in order, and beside everything else.
import { DateTime } from "luxon";
import { digestOf } from "../adapters/digest.ts";
import type { Claim, Delivery } from "../adapters/store/port.ts";
import type { PublicIncident } from "../domain/public-incident.ts";
import { beside } from "./side-lane.ts";
import type { Showing } from "./status-desk.ts";
import { incidentJson, pageJson, updateId } from "./status-json.ts";

/** One call as it waits, written already: every attempt sends the same bytes. */
export interface WaitingCall {
  readonly id: string;
  readonly body: string;
  /** Worth nothing any more after this moment; ms since the epoch. */
  readonly until: number;
}

/** Throws on what `hookDeliveries` did not write. */
export function readCall(body: string): WaitingCall {
  return JSON.parse(body) as WaitingCall;
}

/** What is older is not news any more, and nobody tries longer than that. */
const NEWS = { hours: 24 };

type Place = Pick<Claim, "installation" | "repository" | "lane">;

/** A call for each update of the last day, and one for an end without words; the inbox takes each once. */
export function hookDeliveries(showing: Showing, place: Place, keys: readonly string[]): Delivery[] {
  const { page } = showing;
  const since = +page.now.minus(NEWS);
  return page.incidents.toReversed().flatMap((incident) =>
    newsOf(incident, showing)
      .filter(({ at }) => at > since)
      .flatMap((news) => keys.map((key) => deliveryOf(news, incident, { showing, place, key }))),
  );
}

interface News {
  readonly event: "update" | "end";
  readonly name: string;
  readonly at: number;
  /** The incident as it was known then. */
  readonly known: PublicIncident;
}

function newsOf(incident: PublicIncident, showing: Showing): News[] {
  const { updates, endedAt } = incident;
  const told = updates.map((update, index): News => {
    const then = { ...incident, status: update.status, updates: updates.slice(0, index + 1) };
    const isEnd = update.status === "resolved";
    const before = { ...then, endedAt: isEnd ? update.at : undefined, dueAt: undefined };
    return { event: "update", name: updateId(incident, index, showing), at: update.at, known: before };
  });
  if (endedAt === undefined || updates.at(-1)?.status === "resolved") return told;
  const name = `${showing.nameOf(incident.number)}-end-${endedAt}`;
  return [...told, { event: "end", name, at: endedAt, known: incident }];
}

function deliveryOf(
  { event, name, at, known }: News,
  { number }: PublicIncident,
  { showing, place, key }: { showing: Showing; place: Place; key: string },
): Delivery {
  const id = digestOf(`${key} ${name}`);
  const sentAt = DateTime.fromMillis(at, { zone: "utc" }).toISO();
  const body = JSON.stringify({
    id,
    event,
    at: sentAt,
    page: pageJson(showing),
    incident: incidentJson(known, showing),
  });
  const { installation, repository, lane } = place;
  const call: WaitingCall = { id, body, until: +DateTime.fromMillis(at).plus(NEWS) };
  const row = { id: `hook:${id}`, contentKey: `hook:${id}`, body: JSON.stringify(call) };
  return { ...row, lane: beside(`${lane}#${number}`, "hook", key), installation, repository, number };
}
