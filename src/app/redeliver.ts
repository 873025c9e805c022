// Asks again for what GitHub could not deliver: it never tries a second time by itself.
import type { Clock } from "../adapters/clock.ts";
import type { GitHub } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";

/** GitHub keeps deliveries for three days ("Handling failed webhook deliveries"). */
const KEPT = { days: 3 };
/** Attempts may be logged late; each look goes back a little further than the last one. */
const OVERLAP = { minutes: 10 };
/** What failed this often will not succeed; the sweep finds what it meant. */
const MOST_ATTEMPTS = 5;
const WANTED = ["issues", "issue_comment", "installation", "installation_repositories", "push"];

/** Requests a new attempt for every wanted delivery of which none succeeded; resolves to their number. */
export async function redeliver({
  github,
  store,
  clock,
}: {
  github: GitHub;
  store: Store;
  clock: Clock;
}): Promise<number> {
  const now = clock.now();
  const last = Number(await store.recall("redelivered"));
  const since = Math.max(+now.minus(KEPT), last > 0 ? last - +now.plus(OVERLAP).diff(now) : 0);
  const attempts = await github.deliveries(since);
  const delivered = new Set(attempts.flatMap(({ guid, isDelivered }) => (isDelivered ? guid : [])));
  const failed = attempts.filter(({ guid, event }) => !delivered.has(guid) && WANTED.includes(event));
  const again = [...Map.groupBy(failed, ({ guid }) => guid).values()].filter((tries) => tries.length < MOST_ATTEMPTS);
  for (const [latest] of again) if (latest) await github.redeliver(latest.id);
  await store.remember("redelivered", String(+now));
  return again.length;
}
