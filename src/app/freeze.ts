// A repository's freeze, level-triggered: what its incidents ask for, against what its pull requests show.
import type { DateTime } from "luxon";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { Claim } from "../adapters/store/port.ts";
import { StaleClaim } from "../adapters/store/stale-claim.ts";
import type { OpenPull } from "../domain/freeze.ts";
import { freezes } from "../domain/freeze.ts";
import { plainText } from "../domain/markdown.ts";
import type { Policy } from "../domain/policy.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import { parseFreeze, printFreeze, readPull, type Shown } from "./freeze-lane.ts";
import type { Sources } from "./gather.ts";
import { standingIn } from "./memory.ts";
import { showFreeze } from "./perform-freeze.ts";
import { type Job, planFreeze, type Reason } from "./plan-freeze.ts";
import type { Tools } from "./post.ts";

/** Check runs in one pass, and what it leaves of the lease for the last of them. */
const MOST = 100;
const ROOM = { seconds: 15 };
const NEXT_PASS = { seconds: 1 };
/** Webhooks get lost, and permissions are given back: while it lasts everything is looked at again. */
const AGAIN = { minutes: 10 };
/** After a lost store: until every open incident is known again. */
const KNOWN_SOON = { minutes: 1 };

type Shop = Tools & Sources;

/** One pass; what it does not come to, the next one does. */
export async function freezePulls(claim: Claim, shop: Shop): Promise<void> {
  const policy = await shop.policies.of(claim);
  const memory = parseFreeze(claim.memory);
  const now = shop.clock.now();
  const finish = (text: string, wakeAt?: DateTime) =>
    shop.store.finish(claim, { memory: text, wakeAt: wakeAt && +wakeAt, urgency: NOT_URGENT }, +now);
  if (!policy.freeze && ![...memory.known.values()].some(({ isBad }) => isBad)) return void (await finish(""));
  const incidents = await freezing(claim, policy, shop);
  if (!incidents) return void (await finish(claim.memory, now.plus(KNOWN_SOON)));
  const isAll = incidents.length > 0 || (!memory.isWhole && policy.freeze !== undefined);
  const named = policy.freeze ? [...new Set([...memory.owed, ...claim.inbox.map(({ body }) => readPull(body))])] : [];
  const pulls = await pullsIn(claim, { isAll, named }, shop);
  const { repository } = claim;
  const jobs = planFreeze(memory, { repository, incidents: incidents.map(({ number }) => number), pulls, named });
  const known = new Map(memory.known);
  const words = wordsFor({ claim, policy }, incidents, shop);
  const until = await work(jobs, known, { claim, words, shop });
  const isWhole = until === undefined && (memory.isWhole || isAll);
  // Without a freeze only what is red matters; everything else is looked up when it is needed.
  const kept = isWhole && incidents.length === 0 ? [...known].filter(([, { isBad }]) => isBad) : [...known];
  const lasts = incidents.length > 0 ? now.plus(AGAIN) : undefined;
  await finish(printFreeze({ isWhole, known: new Map(kept), owed: until ? named : [] }), until ?? lasts);
}

interface Freezing {
  readonly number: number;
  readonly severity: string;
}

/** The incidents that freeze it; undefined while a new store does not know every open incident yet. */
async function freezing(claim: Claim, policy: Policy, { store, github }: Shop): Promise<Freezing[] | undefined> {
  const lanes = (await store.lanes(claim.repository)).filter(({ number }) => number > 0);
  const found = lanes.flatMap(({ number, memory }): Freezing[] => {
    const standing = standingIn(memory);
    return standing && freezes(standing, policy) ? [{ number, severity: standing.severity }] : [];
  });
  if (found.length > 0 || parseFreeze(claim.memory).isWhole) return found;
  const open = await github.issuesWith(claim, policy.trigger);
  return open.every(({ number }) => lanes.some((lane) => lane.number === number)) ? found : undefined;
}

/** The open pull requests, all or those named; what was just opened may not be in GitHub's list yet. */
async function pullsIn(
  claim: Claim,
  { isAll, named }: { isAll: boolean; named: readonly number[] },
  { github }: Shop,
): Promise<OpenPull[]> {
  const pulls = isAll ? await github.openPulls({ ...claim, number: 0 }) : [];
  const missing = named.filter((number) => !pulls.some((one) => one.number === number));
  for (const number of missing) pulls.push(...(await github.openPulls({ ...claim, number })));
  return pulls;
}

/** What a check run says, written once for a whole pass. */
function wordsFor(home: { claim: Claim; policy: Policy }, incidents: readonly Freezing[], { templates }: Shop) {
  const written = new Map<Reason, Promise<{ title: string; summary: string }>>();
  const write = async (reason: Reason) => {
    const data = { reason, incidents };
    const title = plainText(await templates.render({ template: "freeze", data }, home));
    return { title, summary: await templates.render({ template: "freeze-summary", data }, home) };
  };
  return (reason: Reason) => {
    const words = written.get(reason) ?? write(reason);
    written.set(reason, words);
    return words;
  };
}

interface Hands {
  readonly claim: Claim;
  readonly words: ReturnType<typeof wordsFor>;
  readonly shop: Shop;
}

/** Does as much as one pass may, and puts down what it knows by then; the moment to go on, or undefined when all is done. */
async function work(jobs: readonly Job[], known: Map<string, Shown>, { claim, words, shop }: Hands) {
  const { clock, log, settle } = shop;
  for (const job of jobs.slice(0, MOST)) {
    const now = clock.now();
    if (+now.plus(ROOM) > claim.leaseUntil) return now.plus(NEXT_PASS);
    try {
      known.set(job.head, await showFreeze(job, await words(job.reason), { ...shop, claim }));
    } catch (error) {
      if (error instanceof StaleClaim) throw error;
      const outcome = outcomeOf(error, now);
      log.warn({ lane: claim.lane, head: job.head, outcome, err: error }, "a freeze could not be shown");
      if (outcome.kind === "later") return outcome.at;
      if (outcome.kind === "ambiguous") return now.plus(settle);
      // Without the permission no other will fare better; a single commit may be gone.
      if (outcome.status === 403) return now.plus(AGAIN);
    }
  }
  return jobs.length > MOST ? clock.now().plus(NEXT_PASS) : undefined;
}
