// Gathers the facts about one issue: GitHub as it is now, what the webhooks said, what was remembered.
import type { DateTime } from "luxon";
import type { GitHub, Place, Thread } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment, Issue, IssueEvent } from "../domain/issue.ts";
import { hasLabel, labelIn } from "../domain/labels.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import type { Remembered } from "../domain/recurrence.ts";
import type { Entry } from "../domain/timeline.ts";
import { withEditors } from "./gather-editors.ts";
import { withPath } from "./gather-pull.ts";
import { gatherReverts } from "./gather-reverts.ts";
import { askRoles } from "./gather-roles.ts";
import { gatherSecurity } from "./gather-security.ts";
import { adopt, gatherUnder, type Under } from "./gather-under.ts";
import type { Inquiry } from "./inquiry.ts";
import { LONGEST_LAG } from "./lag.ts";
import { arrived, cardAmong, copiesAmong, markedComment, newest, recalled, Stranger, withSaid } from "./marked.ts";
import { type Memory, parseMemory } from "./memory.ts";
import { type Notice, parseNotice } from "./notice.ts";
import type { Policies } from "./policies.ts";
import { told } from "./told.ts";

export interface Gathered {
  readonly facts: Facts;
  readonly memory: Memory;
  /** When GitHub showed the thread, by the clock that dates what people write (ms): ours may be hours ahead of it. */
  readonly readAt: number;
  /** The card as it stands in the thread. */
  readonly card?: Comment;
}

export interface Sources {
  readonly github: GitHub;
  readonly policies: Policies;
  readonly seal: Seal;
  readonly inquiry: Inquiry;
  readonly store: Pick<Store, "lanes">;
}

/** undefined when the issue is gone. */
export async function gather(
  claim: Claim,
  now: DateTime,
  { github, policies, seal, store, inquiry }: Sources,
): Promise<Gathered | undefined> {
  const [found, policy] = await Promise.all([look(claim, github), policies.of(claim)]);
  if (!found) return undefined;
  const [{ thread, here }, issue] = [found, withDrill(found.issue, policy)];
  const stored = parseMemory(claim.memory);
  if (stored.nodeId && stored.nodeId !== issue.nodeId) throw new Stranger(claim);
  const notices = claim.inbox.map(({ body }) => parseNotice(body));
  const former = notices.flatMap(({ movedFrom }) => movedFrom ?? []);
  const marked = thread.comments.flatMap((comment) => markedComment(comment, [issue.nodeId, ...former], seal));
  const sealed = cardAmong(marked);
  const seen = notices.flatMap(({ comment }) => (comment ? markedComment(comment, [issue.nodeId], seal) : []));
  const memory = arrived(newest(recalled(stored, seen), sealed), sealed, issue);
  // Somebody may have edited the seal away: it is the card all the same.
  const card = sealed?.comment ?? thread.comments.find(({ id, isOurs }) => isOurs && id === memory.card);
  const timeline = withSaid(memory.timeline, [...marked, ...seen]);
  const incident = incidentOf(issue, timeline);
  const under = await gatherUnder(incident, here, { github, now });
  const versions = allVersions(unheard([...thread.comments, ...under.comments], memory), notices);
  const heard = await withEditors(versions, incident, { now, inquiry, ask: (id) => github.lastEdit(here, id) });
  const facts: Facts = {
    issue,
    ...{ policy, now, comments: heard, roles: new Map() },
    timeline: timelineWith(timeline, under, { issue, seal }),
    ...{ pull: under.pull, isReportUnread: under.isUnread },
    events: allEvents(thread.events, notices),
    subIssues: under.subIssues,
    others: await otherIncidents(incident, heard, () => store.lanes(claim.repository)),
    ...{ review: reviewIn(under, { issue, seal }), copies: copiesAmong(marked) },
    hasArrived: sealed !== undefined && sealed.sealedFor !== issue.nodeId,
    surroundings: await gatherSecurity({ incident, policy, marked, thread, heard }, here, { github, policies }),
    ...told(issue, notices, seal),
  };
  const asked = { ...facts, roles: await askRoles(facts, claim, { github, inquiry }) };
  const readAt = thread.at ?? +now;
  return { facts: { ...asked, pulls: await gatherReverts(asked, here, github) }, memory, card, readAt };
}

/** An exercise may be marked by its label, whatever the policy calls it. */
export function withDrill(issue: Issue, policy: Pick<Policy, "labels">): Issue {
  return { ...issue, isDrill: hasLabel(issue.labels, labelIn(policy, "drill")) };
}

function reviewIn({ comments }: Under, { issue, seal }: { issue: Issue; seal: Seal }): Comment | undefined {
  return comments.find(({ isOurs, body }) => isOurs && parseMarker(body, issue.nodeId, seal)?.kind === "review");
}

/** With what stands under the incident: issues of ours, and what we said on its post-mortem. */
function timelineWith(timeline: Entry[], under: Under, { issue, seal }: { issue: Issue; seal: Seal }): Entry[] {
  return withSaid(
    adopt(withPath(timeline, under.pull), under.subIssues ?? [], { issue, seal }),
    under.comments.flatMap((comment) => markedComment(comment, [issue.nodeId], seal)),
  );
}

/** What is remembered of the repository's other incidents, while this one goes on and says, or is about to, what it affects. */
async function otherIncidents(
  incident: Incident,
  comments: readonly Comment[],
  lanes: () => ReturnType<Store["lanes"]>,
): Promise<Remembered[]> {
  const isAboutTo = comments.some(({ body }) => body.includes("/affects"));
  if (incident.ended || (incident.components.length === 0 && !isAboutTo)) return [];
  return (await lanes()).flatMap(({ number, memory }) =>
    number > 0 ? [{ number, timeline: parseMemory(memory).timeline }] : [],
  );
}

function ignoreGone(error: { status?: number }): undefined {
  if (error.status === 410) return undefined;
  throw error;
}

/** The issue with its thread, and its address as it is now. */
async function look(place: Place, github: GitHub): Promise<{ issue: Issue; thread: Thread; here: Place } | undefined> {
  const [issue, thread] = await Promise.all([github.issue(place), github.thread(place).catch(ignoreGone)]);
  if (!issue || !thread || isElsewhere(thread)) return undefined;
  return { issue, thread, here: { ...place, repository: `${issue.repository.owner}/${issue.repository.name}` } };
}

/** It was made a discussion: what is left is closed and locked, and is no incident. */
function isElsewhere({ events }: Thread): boolean {
  return events.some(({ kind }) => kind === "converted_to_discussion");
}

/** GitHub's own events, and those of webhooks that its list does not show yet. */
function allEvents(events: readonly IssueEvent[], notices: readonly Notice[]): IssueEvent[] {
  const missing = notices.flatMap(({ event }) => {
    const isThere = events.some(
      (one) =>
        event &&
        one.kind === event.kind &&
        one.label === event.label &&
        one.assignee === event.assignee &&
        one.at >= event.at.minus({ seconds: 5 }),
    );
    return event && !isThere ? [event] : [];
  });
  return [...events, ...missing].toSorted((a, b) => +a.at - +b.at);
}

/** The comments that may hold something new: also what was written shortly before we last looked; it is answered once all the same. */
function unheard(comments: readonly Comment[], { seenAt }: Memory): Comment[] {
  return comments.filter(({ updatedAt }) => +updatedAt.plus(LONGEST_LAG) >= seenAt);
}

/** Every version of every comment that we know of: an edit runs what is new in it, by whoever made it. */
function allVersions(comments: readonly Comment[], notices: readonly Notice[]): Comment[] {
  const told = notices.flatMap(({ comment }) => comment ?? []);
  const deleted = new Set(deletedIn(notices).map(({ id }) => id));
  const untold = comments.filter((comment) => !told.some((one) => one.id === comment.id && one.body === comment.body));
  return [...untold, ...told].filter(({ id }) => !deleted.has(id)).toSorted((a, b) => +a.updatedAt - +b.updatedAt);
}

function deletedIn(notices: readonly Notice[]): Comment[] {
  return notices.flatMap(({ comment, isDeleted }) => (comment && isDeleted ? comment : []));
}
