// Sweeps: finds what no webhook told. Every installation's repositories are met, every changed incident is looked at.
import { DateTime } from "luxon";
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import type { ChangedIssue, FoundRepository, GitHub } from "../adapters/github/port.ts";
import type { Claim, Delivery, Store } from "../adapters/store/port.ts";
import { hasLabel } from "../domain/labels.ts";
import { parseOf } from "../domain/marker.ts";
import { DAYS } from "../domain/status-page.ts";
import { awaitIncidents } from "./awaited.ts";
import { printNotice } from "./notice.ts";
import { pastDelivery } from "./past.ts";
import { APART } from "./post.ts";
import { parseSwept, printSwept, type Swept } from "./reunite.ts";
import { forgetOthers, noteSights } from "./sights.ts";

interface Parts {
  readonly github: GitHub;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

/** GitHub can deliver a webhook again for three days; after four nobody asks whether it was seen. */
const REMEMBERED = { days: 4 };

/** Installations asked at the same time: one after another, a thousand would take longer than the time between sweeps. */
const AT_ONCE = 8;

/** The note of the last sweep that came to its end, whichever process it was. */
const SWEPT = "swept";

/** When a sweep last came to its end; milliseconds since the epoch, undefined before the first. */
export async function lastSweepIn(store: Pick<Store, "recall">): Promise<number | undefined> {
  return Number(await store.recall(SWEPT)) || undefined;
}

/**
 * Wakes every repository's lane; what it finds there is `findIncidents`. One installation that fails stops no other;
 * resolves to how many did.
 */
export async function sweep(parts: Parts): Promise<number> {
  const { github, store, clock } = parts;
  await store.prune(+clock.now().minus(REMEMBERED));
  let failed = 0;
  const installations = await github.installations();
  await forgetOthers(installations, store);
  for (let done = 0; done < installations.length; done += AT_ONCE) {
    const some = installations.slice(done, done + AT_ONCE);
    const answers = await Promise.allSettled(some.map((one) => github.repositories(one)));
    // What they see is noted one after another: a repository may just have moved from one to the other.
    for (const [index, installation] of some.entries())
      if (!(await meet(installation, answers[index], parts))) failed++;
  }
  await store.remember(SWEPT, String(+clock.now()));
  return failed;
}

/** Wakes the lanes of one installation's repositories; false when that failed. */
async function meet(
  installation: number,
  answer: PromiseSettledResult<FoundRepository[]> | undefined,
  { store, clock, log }: Parts,
): Promise<boolean> {
  try {
    if (answer?.status !== "fulfilled") throw answer?.reason;
    await noteSights(installation, answer.value, store);
    for (const { id, repository } of answer.value)
      await store.wake({ lane: String(id), installation, repository, number: 0 }, +clock.now());
    return true;
  } catch (error) {
    // Suspended since the list was read: nothing is owed to it, and nothing is wrong.
    if (isSuspended(error)) return true;
    log.error({ installation, err: error }, "this installation could not be swept");
    return false;
  }
}

/** The installation is, and may be given back: nothing can be told of what is behind it. */
export function isSuspended(error: unknown): boolean {
  const { status, message = "" } = (error ?? {}) as { status?: number; message?: string };
  return status === 403 && /suspended/i.test(message);
}

/** Changes are looked for this far back: GitHub's lists lag, and a closed incident may still owe something; ms. */
const OVERLAP = 3_600_000;
const FIRST_LOOK = { days: 7 };
/** As far as the status page looks back, and a day for time zones. */
const PAST = { days: DAYS + 1 };

interface Found {
  readonly number: number;
  readonly updatedAt: string;
}

/**
 * Wakes the lanes of a repository's incidents that changed since it was last swept, or whose post-mortem or actions did;
 * all open ones the first time. What was found before, with the same time of change, is known to the inbox and wakes
 * nobody.
 */
export async function findIncidents(claim: Claim, trigger: string, parts: Omit<Parts, "log">): Promise<string> {
  const { store, clock } = parts;
  const now: DateTime = clock.now();
  const last = parseSwept(claim.memory);
  const { found, seenAt } =
    last.at > 0 ? await findChanged(claim, trigger, [last, parts]) : await findAll(claim, trigger, parts);
  if (found.length > 0)
    await store.accept(
      found.map((one) => lookDelivery(claim, one)),
      +now,
    );
  return printSwept({ at: +now, repository: claim.repository, seenAt });
}

async function findChanged(
  claim: Claim,
  trigger: string,
  [{ seenAt }, { github, store, clock }]: [Swept, Omit<Parts, "log">],
): Promise<{ found: Found[]; seenAt: number }> {
  const { list, at = +clock.now() } = await github.changedSince(claim, seenAt - OVERLAP);
  const known = new Set((await store.lanes(claim.repository)).map(({ number }) => number));
  return { found: list.flatMap((one) => incidentOf(one, { trigger, known })), seenAt: at };
}

/** With a store that knows nothing yet: all that are open, what changed lately, and of the rest what pages still show. */
async function findAll(
  claim: Claim,
  trigger: string,
  { github, store, clock }: Omit<Parts, "log">,
): Promise<{ found: Found[]; seenAt: number }> {
  const now = clock.now();
  const open = await github.issuesWith(claim, trigger);
  const numbers = open.map(({ number }) => number);
  await awaitIncidents(claim, numbers, { store, clock });
  const known = await github.issuesWith(claim, trigger, +now.minus(PAST));
  const isLate = ({ updatedAt }: Found) => DateTime.fromISO(updatedAt) >= now.minus(FIRST_LOOK);
  const past = known.filter((one) => !isLate(one) && !numbers.includes(one.number));
  if (past.length > 0)
    await store.accept(
      past.map(({ number }) => pastDelivery(claim, number)),
      +now,
    );
  return { found: [...known.filter(isLate), ...open], seenAt: +now - APART };
}

/** The incident that a changed issue is, or belongs to; one that is known may have lost its label. */
function incidentOf(
  { number, updatedAt, labels, body, isPull }: ChangedIssue,
  { trigger, known }: { trigger: string; known: ReadonlySet<number> },
): Found[] {
  if (!isPull && (hasLabel(labels, trigger) || known.has(number))) return [{ number, updatedAt }];
  const incident = parseOf(body ?? "");
  return incident ? [{ number: incident, updatedAt: `${updatedAt} #${number}` }] : [];
}

function lookDelivery(claim: Claim, { number, updatedAt }: Found): Delivery {
  const lane = `${claim.lane}#${number}`;
  const id = `sweep ${lane} ${updatedAt}`;
  const { installation, repository } = claim;
  return { id, contentKey: id, lane, number, installation, repository, body: printNotice({}) };
}
