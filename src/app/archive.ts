// The archive: the incidents of a repository as their cards remember them, read from GitHub alone.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import { latest } from "../domain/timeline.ts";
import { withDrill } from "./gather.ts";
import { parseState } from "./memory.ts";

export interface Archive {
  readonly incidents: readonly Incident[];
  /** Issues that have the label and no card of ours, so that nothing is known of them. */
  readonly skipped: readonly number[];
}

/** Issues read at the same time. */
const AT_ONCE = 8;

/** Every incident that changed since (ms); one declared since then has. */
export async function readArchive(
  place: Place,
  { policy, since }: { policy: Pick<Policy, "trigger" | "labels">; since: number },
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<Archive> {
  const numbers = (await github.issuesWith(place, policy.trigger, since))
    .map(({ number }) => number)
    .toSorted((a, b) => a - b);
  const incidents: Incident[] = [];
  const skipped: number[] = [];
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((number) => readIncident({ ...place, number }, policy, { github, seal })));
    incidents.push(...read.filter((one) => one !== undefined));
    skipped.push(...some.filter((_, index) => read[index] === undefined));
  }
  return { incidents, skipped };
}

async function readIncident(
  place: Place,
  policy: Pick<Policy, "labels">,
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<Incident | undefined> {
  const issue = await github.issue(place);
  if (!issue) return undefined;
  const { comments } = await github.thread(place);
  const card = comments.flatMap((comment) => stateIn(comment, issue, seal))[0];
  if (!card || !latest(card.timeline, "declared")) return undefined;
  return incidentOf(withDrill(issue, policy), card.timeline);
}

function stateIn({ body, isOurs }: Comment, issue: Issue, seal: Seal): ReturnType<typeof parseState>[] {
  const marker = isOurs ? parseMarker(body, issue.nodeId, seal) : undefined;
  return marker?.kind === "card" ? [parseState(marker.text)] : [];
}
