// Gathers what stands under an incident: its post-mortem and its action items.
import type { DateTime } from "luxon";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";
import { reportNumber, settledAt } from "../domain/post-mortem.ts";
import type { PullDocument } from "../domain/pull.ts";
import { actionsOf, type Entry, insertEntry, latest } from "../domain/timeline.ts";
import { gatherPull } from "./gather-pull.ts";
import { FRESH } from "./lag.ts";
import { Hold } from "./post.ts";

export interface Under {
  readonly pull?: PullDocument;
  /** The post-mortem is in a pull request that we may not read, for now. */
  readonly isUnread?: boolean;
  readonly subIssues?: readonly Issue[];
  readonly comments: readonly Comment[];
}

/** The incident's own issues, once it may have any, and what is said on its post-mortem while that is open. */
export async function gatherUnder(
  incident: Incident,
  place: Place,
  { github, now }: { github: GitHub; now: DateTime },
): Promise<Under> {
  const number = reportNumber(incident);
  const mayHave =
    incident.ended?.kind === "resolved" || number > 0 || latest(incident.timeline, "action") !== undefined;
  if (!mayHave) return { comments: [] };
  const [listed, written] = await Promise.all([github.subIssues(place), gatherPull(incident, place, github)]);
  const subIssues: Issue[] = [];
  for (const one of [...listed, ...(await unlisted(incident, listed, { place, github, now }))])
    subIssues.push(await withCloser(one, incident, [place, github]));
  if (written.pull || written.isUnread) return { subIssues, ...written };
  const report = subIssues.find((one) => one.number === number);
  // Closed before it was done it is opened again, with our comment on it, which must be known then.
  if (!report || (!report.isOpen && settledAt(incident))) return { subIssues, comments: [] };
  const { comments } = await github.thread({ ...place, number });
  return { subIssues, comments: comments.map((comment) => ({ ...comment, on: number })) };
}

/**
 * GitHub is asked what closed an action's issue once, when it is first seen closed. Its list does not say who closed one
 * either; of a post-mortem that was closed before it was done that matters.
 */
async function withCloser(issue: Issue, incident: Incident, [place, github]: [Place, GitHub]): Promise<Issue> {
  const { closed, number } = issue;
  const isReport = number === reportNumber(incident);
  if (closed && isReport && !closed.by && !settledAt(incident))
    return (await github.issue({ ...place, number })) ?? issue;
  if (!closed || actionsOf(incident.timeline).get(number)?.isDone !== false) return issue;
  return { ...issue, closed: { ...closed, through: await github.closedThrough({ ...place, number }) } };
}

/** Until what was just opened and is said to be missing is asked for once more. */
const AGAIN = { seconds: 10 };

/** The list may lag, or an issue was taken out of it, or never got into it: it is known by its number all the same. */
async function unlisted(
  { timeline }: Incident,
  listed: readonly Issue[],
  { place, github, now }: { place: Place; github: GitHub; now: DateTime },
): Promise<Issue[]> {
  const report = latest(timeline, "report");
  const known = [
    ...(report && !report.in ? [report] : []),
    // Also those that are done: somebody may open them again.
    ...actionsOf(timeline).values(),
  ];
  const missing = known.filter(({ number }) => number > 0 && !listed.some((one) => one.number === number));
  const found: Issue[] = [];
  for (const { number, at } of missing) {
    const issue = await github.issue({ ...place, number }).catch(ignoreMissing);
    if (issue) found.push(issue);
    else if (at > now.minus(FRESH)) throw new Hold(now.plus(AGAIN));
  }
  return found;
}

function ignoreMissing(error: { status?: number }): undefined {
  if (error.status !== 404) throw error;
}

/** An issue of ours that the timeline does not know: it was opened, and the note of it got lost. */
export function adopt(
  timeline: Entry[],
  subIssues: readonly Issue[],
  { issue, seal }: { issue: Issue; seal: Seal },
): Entry[] {
  const known = new Set(
    timeline.flatMap((entry) => (entry.kind === "report" || entry.kind === "action" ? entry.number : [])),
  );
  return subIssues.reduce<Entry[]>((entries, { number, body, title, createdAt, isOpen, assignees, reporter }) => {
    // Whoever copies the body of one of ours has copied its marker.
    const mayBeOurs = reporter?.isBot && !known.has(number);
    const marker = mayBeOurs ? parseMarker(body, issue.nodeId, seal) : undefined;
    if (marker?.kind === "report") return insertEntry(entries, { kind: "report", at: createdAt, number });
    if (marker?.kind !== "action") return entries;
    const [, due, text = title] = marker.text.split("\n");
    return insertEntry(entries, {
      kind: "action",
      at: createdAt,
      number,
      text,
      owner: assignees[0],
      due: due || undefined,
      isDone: !isOpen,
    });
  }, timeline);
}
