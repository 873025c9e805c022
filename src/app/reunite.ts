// Finds again what could not be reached, or went elsewhere: repositories that are back, issues that were transferred.
import type { Clock } from "../adapters/clock.ts";
import type { GitHub } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import { isOver } from "../domain/incident.ts";
import { parseMemory } from "./memory.ts";
import { parseNotice, printNotice } from "./notice.ts";

interface Parts {
  readonly github: GitHub;
  readonly store: Store;
  readonly clock: Clock;
}

/** Who was not swept for this long was away, or we were. */
const AWAY = { hours: 1 };

/** What a repository's lane remembers of the last sweep. */
export interface Swept {
  /** By our clock; ms, 0 before the first one. */
  readonly at: number;
  readonly repository: string;
  /** By GitHub's clock, which dates what is looked for; ms. */
  readonly seenAt: number;
}

export function printSwept({ at, repository, seenAt }: Swept): string {
  return `${at} ${repository} ${seenAt}`;
}

export function parseSwept(memory: string): Swept {
  const [at = "0", repository = "", seenAt = at] = memory.split(" ");
  return { at: Number(at), repository, seenAt: Number(seenAt) };
}

/** A webhook told of a return, of a new name, or of a label that has one. */
function isTold({ memory, repository, inbox }: Claim): boolean {
  const news = inbox.map(({ body }) => parseNotice(body));
  return (
    parseSwept(memory).repository !== repository ||
    news.some(({ isRepository, formerLabel }) => isRepository || formerLabel !== undefined)
  );
}

/**
 * After an absence every incident is reached under the present name. Those that go on are looked at at once when we were
 * told; when nobody came by for a while, those that were refused something, and those that were forgotten meanwhile.
 */
export async function welcomeBack(claim: Claim, trigger: string, { github, store, clock }: Parts): Promise<void> {
  const now = clock.now();
  const isAll = isTold(claim);
  if (claim.memory === "" || (!isAll && parseSwept(claim.memory).at > +now.minus(AWAY))) return;
  const { lane, installation, repository } = claim;
  await store.rename({ lane, installation, repository });
  const lanes = (await store.lanes(repository)).filter(({ number }) => number > 0);
  const known = lanes.map((one) => ({ ...one, remembered: parseMemory(one.memory) }));
  const waiting = known.filter(({ wakeAt, remembered: { timeline, refusedSince } }) =>
    isAll ? wakeAt !== undefined || (timeline.length > 0 && !isOver(timeline)) : refusedSince !== undefined,
  );
  const open = (await github.issuesWith(claim, trigger)).filter(
    ({ number }) => !known.some((one) => one.number === number),
  );
  for (const { number } of [...waiting, ...open])
    await store.wake({ lane: `${lane}#${number}`, installation, repository, number }, +now);
}

/** A transferred issue that we may still see is looked after where it is now, by what is remembered of it. */
export async function handOver(claim: Claim, { github, store, clock }: Parts): Promise<void> {
  const { nodeId } = parseMemory(claim.memory);
  const to = nodeId ? await github.movedTo(claim) : undefined;
  if (!nodeId || !to) return;
  const { id, installation, repository, number } = to;
  const lane = `${id}#${number}`;
  const name = `moved ${nodeId} ${lane}`;
  const body = printNotice({ movedFrom: nodeId });
  await store.accept([{ id: name, contentKey: name, lane, installation, repository, number, body }], +clock.now());
}
