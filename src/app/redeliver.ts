// Asks again for what GitHub could not deliver: it never tries a second time by itself.
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import { isLimit } from "../adapters/github/outcome.ts";
import type { Attempt, GitHub } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";

/** GitHub keeps deliveries for three days ("Handling failed webhook deliveries"). */
const KEPT = { days: 3 };
/** Attempts may be logged late; each look goes back a little further than the last one. */
const OVERLAP = { minutes: 10 };
/** What was asked for this often will not succeed; the sweep finds what it meant. */
const MOST_REQUESTS = 5;
const WANTED = [
  ...["issues", "issue_comment", "label", "pull_request", "push"],
  ...["installation", "installation_repositories", "repository"],
];

/** What no sweep finds: a comment that somebody deleted stands nowhere any more, but in what GitHub told of it. */
function isTraceless({ event, action }: Attempt): boolean {
  return event === "issue_comment" && action === "deleted";
}

/** More than this GitHub would not take in a minute (900 points, five each): a flood is left to the sweep. */
const MOST_AT_ONCE = 120;

interface Parts {
  readonly github: Pick<GitHub, "deliveries" | "redeliver">;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Logger, "warn">;
}

/**
 * Requests a new attempt for every wanted delivery of which none succeeded; resolves to how many GitHub took. After an
 * outage there may be thousands, of which few matter: then `sweep` looks at how things are, which takes a call or two for
 * each repository, and only the youngest are asked for. A store that is new asks also for what leaves no trace: whoever
 * was told of it may have lost it.
 */
export async function redeliver({ github, store, clock, log }: Parts, sweep: () => Promise<unknown>): Promise<number> {
  const now = clock.now();
  const last = Number(await store.recall("redelivered")) || 0;
  const isNew = last === 0;
  const since = Math.max(+now.minus(KEPT), isNew ? 0 : last - +now.plus(OVERLAP).diff(now));
  const { list: attempts, at = +now } = await github.deliveries(since);
  const delivered = new Set(attempts.flatMap(({ guid, isDelivered }) => (isDelivered ? guid : [])));
  const wanted = attempts.filter(
    (one) => WANTED.includes(one.event) && (!delivered.has(one.guid) || (isNew && isTraceless(one))),
  );
  // One look sees only the last attempts, and every request makes a new one: they are counted, not looked up.
  const asked = new Map<string, number>(JSON.parse((await store.recall("redeliveries")) || "[]"));
  const urgent = wanted.toSorted((one, other) => Number(isTraceless(other)) - Number(isTraceless(one)));
  const lost = [...Map.groupBy(urgent, (attempt) => attempt.guid)];
  if (lost.length > MOST_AT_ONCE) await sweep();
  const { requests, taken, isLimited } = await request(lost.slice(0, MOST_AT_ONCE), asked, { github, log });
  // What this look did not see is out of the window for good.
  await store.remember("redeliveries", JSON.stringify([...requests]));
  await store.remember("redelivered", String(isLimited ? last : at));
  return taken;
}

type Lost = readonly [guid: string, attempts: readonly Attempt[]];

/** Asks for each that was not asked for too often, until GitHub has had enough; how often each was, with this time. */
async function request(
  lost: readonly Lost[],
  asked: ReadonlyMap<string, number>,
  { github, log }: Pick<Parts, "github" | "log">,
): Promise<{ requests: Map<string, number>; taken: number; isLimited: boolean }> {
  const requests = new Map<string, number>();
  let [taken, isLimited] = [0, false];
  for (const [guid, [latest]] of lost) {
    const count = asked.get(guid) ?? 0;
    requests.set(guid, count);
    if (count >= MOST_REQUESTS || !latest || isLimited) continue;
    // One that GitHub refuses must not cost the others their attempt.
    const refused = await github.redeliver(latest.id).catch((error: unknown) => ({ error }));
    isLimited = isLimit(refused?.error);
    // At the limit it was not asked for after all: the next look begins where this one did.
    if (!isLimited) requests.set(guid, count + 1);
    if (refused) log.warn({ guid, err: refused.error }, "could not be asked for again");
    else taken++;
  }
  return { requests, taken, isLimited };
}
