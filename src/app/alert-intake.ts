// Takes an alert in: what was sent becomes a delivery for the lane of its group. Nothing is read from GitHub here.
import type { Clock } from "../adapters/clock.ts";
import { digestOf } from "../adapters/digest.ts";
import type { Delivery, Store } from "../adapters/store/port.ts";
import type { AlertNews } from "../domain/alert.ts";
import type { AlertRoute } from "../domain/alert-route.ts";
import { severityOfNews } from "../domain/alert-severity.ts";
import { readAlertmanager } from "../domain/alertmanager.ts";
import { DEFAULT_POLICY, type Policy, rankOf } from "../domain/policy.ts";

/** Who sends: what the address says, `/api/alerts/<sender>/<route>`. */
export const SENDERS = ["alertmanager", "generic"] as const;

export interface AlertCall {
  readonly sender: (typeof SENDERS)[number];
  readonly route: Omit<AlertRoute, "token">;
  readonly payload: unknown;
}

interface Taking {
  /** Milliseconds. */
  readonly now: number;
  /** The repository's policy, once this process has read it. */
  readonly policy: Policy | undefined;
}

const PREFIX = "alert:";

/** Two that tell the same within this time are one; later it is a repeat, and may find that something is missing. */
const SAME_WITHIN = 5 * 60_000;
/** Nobody has said yet how severe it is. */
const UNKNOWN_SEVERITY = 1;

export function isAlertLane(lane: string): boolean {
  return lane.startsWith(PREFIX);
}

interface Intake {
  readonly store: Pick<Store, "accept">;
  readonly clock: Clock;
  readonly policyOf: (repository: string) => Policy | undefined;
}

/** Stores an alert; resolves when it is committed, to whether it was one. */
export async function storeAlert(call: AlertCall, { store, clock, policyOf }: Intake): Promise<boolean> {
  const now = +clock.now();
  const delivery = takeAlert(call, { now, policy: policyOf(call.route.repository) });
  if (delivery) await store.accept([delivery], now);
  return delivery !== undefined;
}

/** The delivery that a call becomes; undefined when it says nothing that an alert says. */
function takeAlert({ sender, route, payload }: AlertCall, taking: Taking): Delivery | undefined {
  if (sender === "generic") return unread(route, payload, taking.now);
  const read = readAlertmanager(payload, taking.now);
  return read && groupDelivery(route, read, taking);
}

/** On the lane of the group: in it one thing happens after another, whoever sends, and however often. */
export function groupDelivery(
  { name, repository }: AlertCall["route"],
  { key, news }: { key: string; news: AlertNews },
  { policy = DEFAULT_POLICY, now }: Taking,
): Delivery {
  const lane = `${PREFIX}${name}:${digestOf(key)}`;
  const print = digestOf(news.print);
  const id = `${lane}:${print}:${Math.floor(now / SAME_WITHIN)}`;
  const severity = severityOfNews(news, policy);
  return {
    ...{ id, contentKey: id, lane, installation: 0, repository, number: 0 },
    urgency: severity ? rankOf(policy, severity) : UNKNOWN_SEVERITY,
    body: JSON.stringify({ ...news, print }),
  };
}

/** Where things stand in it only the repository's policy knows: it is read on a lane of the route. */
function unread({ name, repository }: AlertCall["route"], payload: unknown, now: number): Delivery | undefined {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return undefined;
  const body = JSON.stringify({ heardAt: now, payload });
  const id = `${PREFIX}${name}:${digestOf(JSON.stringify(payload))}:${Math.floor(now / SAME_WITHIN)}`;
  const lane = `${PREFIX}${name}`;
  return { id, contentKey: id, lane, installation: 0, repository, number: 0, urgency: UNKNOWN_SEVERITY, body };
}

/** The name of the route that a lane belongs to, and whether it is a group's or the route's own. */
export function partsOf(lane: string): { name: string; isGroup: boolean } {
  const [, name = "", group] = lane.split(":");
  return { name, isGroup: group !== undefined };
}
