// Asks again for what GitHub could not deliver: it never tries a second time by itself.
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { isLimit } from "../adapters/github/outcome.ts";
import type { GitHub } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";

/** GitHub keeps deliveries for three days ("Handling failed webhook deliveries"). */
const KEPT = { days: 3 };
/** Attempts may be logged late; each look goes back a little further than the last one. */
const OVERLAP = { minutes: 10 };
/** What was asked for this often will not succeed; the sweep finds what it meant. */
const MOST_REQUESTS = 5;
const WANTED = ["issues", "issue_comment", "installation", "installation_repositories", "push"];

interface Parts {
  readonly github: Pick<GitHub, "deliveries" | "redeliver">;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Logger, "warn">;
}

/** Requests a new attempt for every wanted delivery of which none succeeded; resolves to how many GitHub took. */
export async function redeliver({ github, store, clock, log }: Parts): Promise<number> {
  const now = clock.now();
  const last = Number(await store.recall("redelivered"));
  const since = Math.max(+now.minus(KEPT), last > 0 ? last - +now.plus(OVERLAP).diff(now) : 0);
  const attempts = await github.deliveries(since);
  const delivered = new Set(attempts.flatMap(({ guid, isDelivered }) => (isDelivered ? guid : [])));
  const failed = attempts.filter(({ guid, event }) => !delivered.has(guid) && WANTED.includes(event));
  // One look sees only the last attempts, and every request makes a new one: they are counted, not looked up.
  const asked = new Map<string, number>(JSON.parse((await store.recall("redeliveries")) || "[]"));
  const requests = new Map<string, number>();
  let [taken, isLimited] = [0, false];
  for (const [guid, [latest]] of Map.groupBy(failed, (attempt) => attempt.guid)) {
    const count = asked.get(guid) ?? 0;
    const isLast = count >= MOST_REQUESTS || !latest || isLimited;
    requests.set(guid, isLast ? count : count + 1);
    if (isLast) continue;
    // One that GitHub refuses must not cost the others their attempt.
    const refused = await github.redeliver(latest.id).catch((error: unknown) => ({ error }));
    isLimited = isLimit(refused?.error);
    // Not asked for after all: the next look begins where this one did.
    if (isLimited) requests.set(guid, count);
    if (refused) log.warn({ guid, err: refused.error }, "could not be asked for again");
    else taken++;
  }
  // What this look did not see is out of the window for good.
  await store.remember("redeliveries", JSON.stringify([...requests]));
  await store.remember("redelivered", String(isLimited ? last || 0 : +now));
  return taken;
}
