// Webhooks on their way from the local GitHub to the app: delayed, doubled, failed, never attempted, or simply delivered.

import type { Payload } from "../../src/app/notice.ts";
import type { Deliver, Faults } from "../../src/playground/github/index.ts";
import { isSigned } from "../../src/web/webhooks.ts";
import { SECRET, type World } from "./world.ts";

type Delivery = Parameters<NonNullable<Faults["drop"]>>[0];

export interface Hooks {
  readonly deliver: Deliver;
  /** How many wait somewhere on their way. */
  readonly held: number;
  /** Some attempt failed, and nobody has asked for another one since. */
  hasFailed: boolean;
  isDropped(delivery: Delivery): boolean;
  hold(delivery: Delivery): Promise<void> | undefined;
}

/** GitHub waits this long for an answer; ms. */
const PATIENCE = 10_000;

export function createHooks(worldOf: () => World): Hooks {
  let held = 0;
  return {
    hasFailed: false,
    get held() {
      return held;
    },
    isDropped(delivery) {
      const world = worldOf();
      // The sweep looks at incidents; what happens on their own issues it finds only when the incident wakes for something else.
      const isUnder = delivery.body.includes("tocsin:of ");
      const isLost = world.trouble.hook() === "dropped" && !isUnder;
      if (isLost) world.note(`webhook ${delivery.event}.${delivery.action} is never attempted`);
      return isLost;
    },
    hold(delivery) {
      const world = worldOf();
      const length = world.trouble.delay();
      if (length === undefined) return undefined;
      held++;
      world.note(`webhook ${delivery.event}.${delivery.action} is held for ${length} ms`);
      return world.schedule.sleep(length).then(() => {
        held--;
        world.stir();
      });
    },
    async deliver(hook) {
      const world = worldOf();
      await world.schedule.sleep(world.trouble.latency());
      const status = await answerOf(world, hook);
      const { "x-github-event": event, "x-github-delivery": id } = hook.headers;
      world.note(`webhook ${event} ${id} ${hook.body.length} ${status}`);
      if (status >= 300) {
        world.hooks.hasFailed = true;
        world.clean.redeliver = 0;
        world.stir();
      }
      return { status };
    },
  };
}

/** The app's front door without its sockets: the same checks in the same order. */
async function answerOf(world: World, { headers, body }: Parameters<Deliver>[0]): Promise<number> {
  const { process } = world;
  if (!process?.app || process.isDead || world.trouble.hook() === "failed") return 502;
  const { "x-hub-signature-256": signature = "", "x-github-delivery": id = "", "x-github-event": event = "" } = headers;
  if (!isSigned(Buffer.from(body), signature, SECRET)) return 401;
  const accepted = process.app.accept({ id, event, payload: JSON.parse(body) as Payload }).then(
    (lanes) => {
      if (lanes > 0) process.poke();
      return lanes > 0 ? 202 : 200;
    },
    () => 503,
  );
  return Promise.race([accepted, world.schedule.sleep(PATIENCE).then(() => 504)]);
}
