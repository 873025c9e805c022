// Finds again what could not be reached, or went elsewhere: repositories that are back, issues that were transferred.
import type { DateTime } from "luxon";
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

/** What a repository's lane remembers: when it was swept (ms), and under which name. */
export function printSwept(at: DateTime, repository: string): string {
  return `${+at} ${repository}`;
}

export function parseSwept(memory: string): { at: number; repository: string } {
  const [at = "0", repository = ""] = memory.split(" ");
  return { at: Number(at), repository };
}

/** A webhook told of a return or a new name, or nobody came by for a while. */
function isBack({ memory, repository, inbox }: Claim, now: DateTime): boolean {
  const swept = parseSwept(memory);
  const isTold = inbox.some(({ body }) => {
    const { isRepository, formerLabel } = parseNotice(body);
    return isRepository || formerLabel !== undefined;
  });
  return isTold || swept.repository !== repository || swept.at < +now.minus(AWAY);
}

/** After an absence: every incident that goes on is reached under the present name, and looked at at once. */
export async function welcomeBack(claim: Claim, trigger: string, { github, store, clock }: Parts): Promise<void> {
  const now = clock.now();
  if (claim.memory === "" || !isBack(claim, now)) return;
  const { lane, installation, repository } = claim;
  await store.rename({ lane, installation, repository });
  const known = (await store.lanes(repository)).filter(
    ({ number, wakeAt, memory }) => number > 0 && (wakeAt !== undefined || !isOver(parseMemory(memory).timeline)),
  );
  const open = await github.issuesWith(claim, trigger);
  for (const number of new Set([...known, ...open].map((one) => one.number)))
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
