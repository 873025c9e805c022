// The queue of webhooks: one after another per app, logged, signed, never retried by itself.
import { notFound } from "./refusals.ts";
import { hmac } from "./signatures.ts";
import { type App, type Delivery, freshId, timeOf, type World } from "./world.ts";

export interface Outgoing {
  event: string;
  action: string | undefined;
  body: Record<string, unknown>;
  installationId: number | null;
  repositoryId: number | null;
}

/** GitHub keeps deliveries for three days. */
const KEPT = 3 * 24 * 3_600_000;

/** Queues a webhook; its payload is what the world looks like now, not when it is sent. */
export function enqueue(world: World, app: App, { body, ...outgoing }: Outgoing): void {
  if (!app.webhookUrl) return;
  const state = { at: timeOf(world), redelivery: false, dropped: false, status: 0, message: "pending", headers: {} };
  const delivery: Delivery = {
    id: freshId(world),
    guid: crypto.randomUUID(),
    app,
    ...outgoing,
    ...state,
    body: JSON.stringify(body),
  };
  delivery.dropped = world.faults.drop?.(delivery) ?? false;
  push(world, delivery);
  if (!delivery.dropped && world.faults.duplicate?.(delivery)) push(world, { ...delivery, id: freshId(world) });
}

function push(world: World, delivery: Delivery): void {
  world.deliveries.push(delivery);
  if (delivery.dropped) return;
  const held = world.faults.delay?.(delivery);
  // Who waits for the world to settle does not wait for what is being held back.
  if (held) void held.then(() => wait(world, delivery));
  else wait(world, delivery);
}

function wait(world: World, delivery: Delivery): void {
  const queue = world.queues.get(delivery.app.id);
  if (queue) {
    queue.push(delivery);
    return;
  }
  const fresh = [delivery];
  world.queues.set(delivery.app.id, fresh);
  track(world, drain(world, delivery.app.id, fresh));
}

async function drain(world: World, appId: number, queue: Delivery[]): Promise<void> {
  // A change is finished before its first webhook leaves, so that what belongs together can be reordered.
  await Promise.resolve();
  while (queue.length > 0) {
    const [delivery] = queue.splice(world.faults.next?.(queue) ?? 0, 1);
    if (delivery) await transmit(world, delivery);
  }
  world.queues.delete(appId);
}

function track(world: World, work: Promise<void>): void {
  const tracked = work.finally(() => world.working.delete(tracked));
  world.working.add(tracked);
}

async function headersOf({ app, event, guid, body }: Delivery): Promise<Record<string, string>> {
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/1f2e3d4",
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-github-hook-id": String(app.hookId),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    ...(app.webhookSecret ? await signaturesOf(app, body) : {}),
  };
}

async function signaturesOf({ webhookSecret }: App, body: string): Promise<Record<string, string>> {
  return {
    "x-hub-signature": `sha1=${await hmac("SHA-1", webhookSecret, body)}`,
    "x-hub-signature-256": `sha256=${await hmac("SHA-256", webhookSecret, body)}`,
  };
}

async function transmit(world: World, delivery: Delivery): Promise<void> {
  delivery.headers = await headersOf(delivery);
  delivery.at = timeOf(world);
  const { headers, body } = delivery;
  try {
    const { status } = await world.deliver({ url: delivery.app.webhookUrl ?? "", headers, body });
    delivery.status = status;
    delivery.message = status < 300 ? "OK" : `Invalid HTTP Response: ${status}`;
  } catch (error) {
    delivery.status = 502;
    delivery.message =
      error instanceof Error && error.name === "TimeoutError" ? "timed out" : "failed to connect to host";
  }
}

/** Sends a delivery once more, under the same GUID, as the redelivery endpoint and button do. */
export function redeliver(world: World, app: App, id: number): void {
  const original = deliveryOf(world, app, id);
  push(world, { ...original, id: freshId(world), redelivery: true, status: 0, message: "pending" });
}

/** The app's delivery log, youngest first: what was tried in the last three days. */
export function deliveriesOf(world: World, app: App): Delivery[] {
  const kept = timeOf(world) - KEPT;
  return world.deliveries.filter((one) => one.app === app && tried(one) && one.at >= kept).reverse();
}

function tried({ dropped, message }: Delivery): boolean {
  return !dropped && message !== "pending";
}

/** One entry of the app's delivery log, or a 404. */
export function deliveryOf(world: World, app: App, id: number): Delivery {
  const delivery = deliveriesOf(world, app).find((one) => one.id === id);
  if (!delivery) throw notFound();
  return delivery;
}

/** Resolves when every webhook so far, and every one that followed from those, has been answered. */
export async function settled(world: World): Promise<void> {
  // A webhook that was released just now needs a moment to get back into its queue.
  await Promise.resolve();
  while (world.working.size > 0) await Promise.all(world.working);
}
