// Gathers a post-mortem that is written in a pull request: the request, the file, and what is said on it.
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { settledAt } from "../domain/post-mortem.ts";
import type { PullDocument } from "../domain/pull.ts";
import { latest } from "../domain/timeline.ts";

interface GatheredPull {
  readonly pull?: PullDocument;
  readonly comments: readonly Comment[];
}

/** Nothing unless the incident's post-mortem is in a pull request. */
export async function gatherPull(incident: Incident, incidentPlace: Place, github: GitHub): Promise<GatheredPull> {
  const { number = 0, in: where, path = "" } = latest(incident.timeline, "report") ?? {};
  if (where !== "pull_request") return { comments: [] };
  const place = { ...incidentPlace, number };
  const request = await github.pull(place);
  if (!request) return { comments: [] };
  const { isOpen, merged, head, base, branch } = request;
  const isClosedOnly = !isOpen && !merged;
  const isHeard = isOpen || !settledAt(incident);
  const [file, end, thread] = await Promise.all([
    github.fileAt(place, path, merged ? base : head),
    isClosedOnly ? github.branchHead(place, branch) : head,
    isHeard ? github.thread(place) : { events: [], comments: [] },
  ]);
  const pull = {
    ...{ number, request, path, isOpen, isFrozen: !isOpen },
    body: file?.text ?? "",
    blob: file?.blob,
    isGone: isClosedOnly && end === undefined,
    wasReopened: thread.events.some(({ kind, isOurs }) => kind === "reopened" && isOurs),
    closedBy: thread.events.findLast(({ kind }) => kind === "closed")?.actor ?? null,
  };
  return { pull, comments: thread.comments.map((comment) => ({ ...comment, on: number })) };
}
