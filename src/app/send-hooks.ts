// Calls the receivers of outgoing webhooks: each incident's news in order, until they are taken or a day has passed.
//
// A call that was cut off, or whose answer was lost, may have been heard, and is made again with the same id: at least
// once, and the receiver can tell. One receiver that is dead holds up nobody but itself.
import type { Hook } from "../adapters/status-hook.ts";
import type { Claim } from "../adapters/store/port.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import { createGate, type Gate } from "./gate.ts";
import { readCall } from "./hook-lane.ts";
import { Hold, needLease, type Tools } from "./post.ts";
import { sideOf } from "./side-lane.ts";

/** A receiver, and how many may wait for it at a time. */
export interface GatedHook extends Hook {
  readonly gate: Gate;
}

export interface HookTools extends Pick<Tools, "store" | "clock" | "log"> {
  readonly hooks: readonly GatedHook[];
}

const AT_ONCE = 2;

export const gated = (hook: Hook): GatedHook => ({ ...hook, gate: createGate(AT_ONCE) });

/** It was not taken; the lane is tried again, later and later. */
class NotTakenByHook extends Error {
  override readonly name = "NotTakenByHook";
}

/** As long as one call may take, with some to spare. */
const ROOM = { seconds: 13 };

/** Throws Hold when the receiver is busy or the lease runs out, and when it does not take what it is sent. */
export async function sendHooks(claim: Claim, tools: HookTools): Promise<void> {
  const hook = tools.hooks.find(({ key }) => key === sideOf(claim)?.which);
  if (hook) await hook.gate.pass(tools.clock.now(), () => callAll(claim, hook, tools));
  else tools.log.warn({ lane: claim.lane }, "nobody is told any more: this receiver was taken out of STATUS_WEBHOOKS");
  // Nothing is remembered: a lane with a memory is an incident.
  await tools.store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT }, +tools.clock.now());
}

async function callAll(claim: Claim, hook: Hook, { store, clock, log }: HookTools): Promise<void> {
  for (const { body } of claim.inbox) {
    const call = readCall(body);
    const now = +clock.now();
    const { state } = await store.intend(claim, call.id, now);
    if (state === "done") continue;
    if (call.until <= now) {
      log.error({ lane: claim.lane, call: call.id }, "a webhook was not taken for a day; nobody tries any longer");
      continue;
    }
    if (+clock.now().plus(ROOM) > claim.leaseUntil) throw new Hold(clock.now());
    needLease(claim, clock);
    const problem = await hook.send({ id: call.id, body: call.body, at: now });
    if (problem) throw new NotTakenByHook(problem);
    await store.confirm(claim, call.id, 1);
  }
}
