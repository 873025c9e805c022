// Gathers what stands under an incident: its post-mortem and its action items.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";
import { reportNumber, settledAt } from "../domain/post-mortem.ts";
import type { PullDocument } from "../domain/pull.ts";
import { type Entry, entriesOf, insertEntry, latest } from "../domain/timeline.ts";
import { gatherPull } from "./gather-pull.ts";

export interface Under {
  readonly pull?: PullDocument;
  readonly subIssues?: readonly Issue[];
  readonly comments: readonly Comment[];
}

/** The incident's own issues, once it may have any, and what is said on its post-mortem while that is open. */
export async function gatherUnder(incident: Incident, place: Place, github: GitHub): Promise<Under> {
  const number = reportNumber(incident);
  const mayHave =
    incident.ended?.kind === "resolved" || number > 0 || latest(incident.timeline, "action") !== undefined;
  if (!mayHave) return { comments: [] };
  const [subIssues, written] = await Promise.all([github.subIssues(place), gatherPull(incident, place, github)]);
  if (written.pull) return { subIssues, ...written };
  const listed = [...subIssues, ...(await unlisted(incident, subIssues, { place, github }))];
  const all = await withCloser(listed, incident, { place, github });
  const report = all.find((one) => one.number === number);
  // Closed before it was done it is opened again, with our comment on it, which must be known then.
  if (!report || (!report.isOpen && settledAt(incident))) return { subIssues: all, comments: [] };
  const { comments } = await github.thread({ ...place, number });
  return { subIssues: all, comments: comments.map((comment) => ({ ...comment, on: number })) };
}

/** GitHub's list does not say who closed an issue; of a post-mortem that was closed before it was done that matters. */
async function withCloser(
  issues: Issue[],
  incident: Incident,
  { place, github }: { place: Place; github: GitHub },
): Promise<Issue[]> {
  const index = issues.findIndex(({ number }) => number === reportNumber(incident));
  const report = issues[index];
  if (!report?.closed || report.closed.by || settledAt(incident)) return issues;
  return issues.with(index, (await github.issue({ ...place, number: report.number })) ?? report);
}

/** The list may lag, or an issue was taken out of it, or never got into it: it is known by its number all the same. */
async function unlisted(
  { timeline }: Incident,
  listed: readonly Issue[],
  { place, github }: { place: Place; github: GitHub },
): Promise<Issue[]> {
  const actions = new Map(entriesOf(timeline, "action").map((entry) => [entry.number, entry.isDone]));
  const open = [...actions].flatMap(([number, isDone]) => (isDone ? [] : number));
  const missing = [latest(timeline, "report")?.number ?? 0, ...open].filter(
    (number) => number > 0 && !listed.some((one) => one.number === number),
  );
  const found = await Promise.all(missing.map((number) => github.issue({ ...place, number }).catch(ignoreMissing)));
  return found.filter((issue) => issue !== undefined);
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
  return subIssues.reduce<Entry[]>((entries, { number, body, title, createdAt, isOpen, assignees }) => {
    const marker = known.has(number) ? undefined : parseMarker(body, issue.nodeId, seal);
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
