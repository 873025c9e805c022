// Gathers a post-mortem that is written in a pull request: the request, the file, and what is said on it.
import { isHidden } from "../adapters/github/outcome.ts";
import type { FileVersion, GitHub, Place } from "../adapters/github/port.ts";
import type { Incident } from "../domain/incident.ts";
import type { Comment } from "../domain/issue.ts";
import { settledAt } from "../domain/post-mortem.ts";
import { isReportPath, type PullDocument, type PullRequest } from "../domain/pull.ts";
import { hasOwnedParts } from "../domain/report/document.ts";
import { type Entry, latest } from "../domain/timeline.ts";

export interface GatheredPull {
  readonly pull?: PullDocument;
  /** There is one, and for now we may not read it. */
  readonly isUnread?: boolean;
  readonly comments: readonly Comment[];
}

/** Nothing unless the incident's post-mortem is in a pull request. */
export async function gatherPull(incident: Incident, incidentPlace: Place, github: GitHub): Promise<GatheredPull> {
  const { number = 0, in: where, path = "" } = latest(incident.timeline, "report") ?? {};
  if (where !== "pull_request") return { comments: [] };
  const place = { ...incidentPlace, number };
  const request = await github.pull(place);
  const isHeard = request?.isOpen || !settledAt(incident);
  const thread = isHeard ? await github.thread(place).catch(ignoreHidden) : { events: [], comments: [] };
  const comments = (thread?.comments ?? []).map((comment) => ({ ...comment, on: number }));
  const reader = { place, github, isSettled: settledAt(incident) !== undefined };
  const document = request && thread && (await readDocument(request, path, reader).catch(ignoreHidden));
  if (!document) return { isUnread: true, comments };
  const pull = {
    ...document,
    wasReopened: thread.events.some(({ kind, isOurs }) => kind === "reopened" && isOurs),
    closedBy: thread.events.findLast(({ kind }) => kind === "closed")?.actor ?? null,
  };
  return { pull, comments };
}

/** A timeline that knows where the file is now, if people moved it. */
export function withPath(timeline: readonly Entry[], pull: PullDocument | undefined): Entry[] {
  return timeline.map((entry) =>
    pull && entry.kind === "report" && entry.number === pull.number ? { ...entry, path: pull.path } : entry,
  );
}

function ignoreHidden(error: unknown): undefined {
  if (!isHidden(error)) throw error;
}

interface Reader {
  readonly place: Place;
  readonly github: GitHub;
  readonly isSettled: boolean;
}

/** undefined when it cannot be told whether something is missing or only hidden from us. */
async function readDocument(
  request: PullRequest,
  known: string,
  reader: Reader,
): Promise<Omit<PullDocument, "wasReopened" | "closedBy"> | undefined> {
  const { place, github, isSettled } = reader;
  const { number, isOpen, merged, head, base, branch } = request;
  const [first, end] = await Promise.all([
    findFile(known, merged ? base : head, reader),
    isOpen || merged ? head : github.branchHead(place, branch),
  ]);
  // What was merged into a branch that is gone by now came to the default branch, if anywhere.
  const home = first.file || !merged ? base : await github.defaultBranch(place);
  const { path, file } = home === base ? first : await findFile(known, home, reader);
  const isSure = (file && end) || (await mayRead(reader));
  if (!isSure) return undefined;
  return {
    ...{ number, request, path, isOpen, isFrozen: !isOpen },
    body: file?.text ?? "",
    blob: file?.blob,
    isGone: end === undefined,
    changed: merged && !isSettled ? await changeAfter({ ...request, base: home }, path, reader) : undefined,
  };
}

/** Files of a pull request that are read when its own is not where it was. */
const MOST_FILES = 10;

/** The file; not where it is known to be, it is looked for among those of the pull request: people give it another name. */
async function findFile(
  path: string,
  ref: string,
  { place, github }: Reader,
): Promise<{ path: string; file?: FileVersion }> {
  const file = await github.fileAt(place, path, ref);
  if (file) return { path, file };
  const paths = (await github.pullFiles(place)).filter((one) => one !== path && one.endsWith(".md"));
  const read = await Promise.all(
    paths.slice(0, MOST_FILES).map(async (one) => ({ path: one, file: await github.fileAt(place, one, ref) })),
  );
  const there = read.filter((one) => one.file);
  const moved = there.find((one) => hasOwnedParts(one.file?.text ?? "")) ?? there.find((one) => isReportPath(one.path));
  return moved ?? { path };
}

/** Where nothing may be read GitHub says that nothing is there: only next to what can be read is something missing. */
async function mayRead({ place, github }: Reader): Promise<boolean> {
  return (await github.branchHead(place, await github.defaultBranch(place))) !== undefined;
}

async function changeAfter({ merged, base, head }: PullRequest, path: string, { place, github }: Reader) {
  const changed = await github.lastChange(place, path, base);
  if (!changed || !merged || changed.at <= merged.at) return changed;
  return { ...changed, merged: (await github.fileAt(place, path, head))?.text };
}
