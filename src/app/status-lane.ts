// The lane of a repository's status page: what has changed is written to its file, and told to who wants to hear it.
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Templates } from "../adapters/templates.ts";
import { NOT_URGENT, type Policy } from "../domain/policy.ts";
import { hookDeliveries } from "./hook-lane.ts";
import { publishFile } from "./perform-status-file.ts";
import type { Tools } from "./post.ts";
import type { HookTools } from "./send-hooks.ts";
import { beside, homeOf } from "./side-lane.ts";
import { showPage } from "./status-desk.ts";

export interface StatusTools extends Tools, HookTools {
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly publicName: (thing: string) => string;
  /** Our own words, whatever a repository has. */
  readonly builtIn: Templates;
}

/** Whoever may have changed what the page says calls this; without a file and receivers there is nothing to do. */
export async function wakeStatus(
  { lane, installation, repository }: Pick<Claim, "lane" | "installation" | "repository">,
  { statusPage }: Policy,
  { store, hooks, clock }: Pick<StatusTools, "hooks" | "clock"> & { store: Pick<Store, "wake"> },
): Promise<void> {
  if (!statusPage.publish && hooks.length === 0) return;
  const [id = lane] = lane.split("#");
  const row = { lane: beside(id, "status"), installation, repository, number: 0, urgency: 1 };
  await store.wake(row, +clock.now());
}

/** Level-triggered: compares what the page says with what was written and told. */
export async function workOnStatus(claim: Claim, tools: StatusTools): Promise<void> {
  const { store, clock, hooks } = tools;
  const now = clock.now();
  const shown = await showPage(claim.repository, now, tools);
  if (shown) {
    const place = { ...claim, lane: homeOf(claim) };
    const calls = hookDeliveries(
      shown,
      place,
      hooks.map(({ key }) => key),
    );
    if (calls.length > 0) await store.accept(calls, +now);
    await publishFile(claim, shown, tools);
  }
  await store.finish(claim, { memory: "", wakeAt: undefined, urgency: NOT_URGENT }, +now);
}
