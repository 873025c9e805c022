// The archive: the incidents of a repository as their cards remember them, read from GitHub alone.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment, Issue, IssueEvent } from "../domain/issue.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import { latest } from "../domain/timeline.ts";
import { withDrill } from "./gather.ts";
import { parseState } from "./memory.ts";

/** An incident of the past, with GitHub's own events: who was assigned when stands nowhere else. */
export interface Past extends Incident {
  readonly events: readonly IssueEvent[];
}

export interface Archive {
  /** In the order of their numbers. */
  readonly incidents: readonly Past[];
  /** Issues that have the label and no card of ours, so that nothing is known of them. */
  readonly skipped: readonly number[];
}

/** Issues read at the same time. */
const AT_ONCE = 8;

interface Asked {
  readonly policy: Pick<Policy, "trigger" | "labels">;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly last?: number;
  /** Those that are open come along, however long nothing has happened to them. */
  readonly withOpen?: boolean;
}

/** Every incident that changed since (one declared since then has), or of them the newest `last`. */
export async function readArchive(
  place: Place,
  { policy, since, last = Infinity, withOpen = false }: Asked,
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<Archive> {
  const open = withOpen ? await github.issuesWith(place, policy.trigger) : [];
  const numbers = [...open, ...(await github.issuesWith(place, policy.trigger, since))]
    .map(({ number }) => number)
    .filter((number, index, all) => all.indexOf(number) === index)
    .toSorted((a, b) => a - b)
    .slice(-last);
  const incidents: Past[] = [];
  const skipped: number[] = [];
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((number) => readIncident({ ...place, number }, policy, { github, seal })));
    incidents.push(...read.filter((one) => one !== undefined));
    skipped.push(...some.filter((_, index) => read[index] === undefined));
  }
  return { incidents, skipped };
}

/** undefined when it has no card of ours. */
export async function readIncident(
  place: Place,
  policy: Pick<Policy, "labels">,
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<Past | undefined> {
  const issue = await github.issue(place);
  if (!issue) return undefined;
  const { comments, events } = await github.thread(place);
  const card = comments.flatMap((comment) => stateIn(comment, issue, seal))[0];
  if (!card || !latest(card.timeline, "declared")) return undefined;
  return { ...incidentOf(withDrill(issue, policy), card.timeline), events };
}

function stateIn({ body, isOurs }: Comment, issue: Issue, seal: Seal): ReturnType<typeof parseState>[] {
  const marker = isOurs ? parseMarker(body, issue.nodeId, seal) : undefined;
  return marker?.kind === "card" ? [parseState(marker.text)] : [];
}
