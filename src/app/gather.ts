// Gathers the facts about one issue: GitHub as it is now, what the webhooks said, what was remembered.
import type { DateTime } from "luxon";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Claim, Store } from "../adapters/store/port.ts";
import type { Facts } from "../domain/facts.ts";
import { type Incident, incidentOf } from "../domain/incident.ts";
import type { Comment, Issue, IssueEvent } from "../domain/issue.ts";
import { type Marker, parseMarker, type Seal } from "../domain/marker.ts";
import type { Remembered } from "../domain/recurrence.ts";
import type { Role } from "../domain/role.ts";
import { type Entry, insertEntry, latest } from "../domain/timeline.ts";
import { newCommands } from "./answer.ts";
import { canAcknowledge } from "./decide.ts";
import { adopt, gatherUnder, type Under } from "./gather-under.ts";
import { type Memory, NO_MEMORY, parseMemory, parseState } from "./memory.ts";
import { type Notice, parseNotice } from "./notice.ts";
import { declare } from "./observe.ts";
import type { Policies } from "./policies.ts";

export interface Gathered {
  readonly facts: Facts;
  readonly memory: Memory;
  /** The card as it stands in the thread. */
  readonly card?: Comment;
}

export interface Sources {
  readonly github: GitHub;
  readonly policies: Policies;
  readonly seal: Seal;
  readonly store: Pick<Store, "lanes">;
}

/** undefined when the issue is gone. */
export async function gather(
  claim: Claim,
  now: DateTime,
  { github, policies, seal, store }: Sources,
): Promise<Gathered | undefined> {
  const place: Place = claim;
  const [issue, thread, policy] = await Promise.all([
    github.issue(place),
    github.thread(place).catch(ignoreGone),
    policies.of(place),
  ]);
  if (!issue || !thread) return undefined;
  const notices = claim.inbox.map(({ body }) => parseNotice(body));
  const marked = thread.comments.flatMap((comment) => markedComment(comment, issue, seal));
  const sealed = marked.find(({ marker }) => marker.kind === "card");
  const memory = newest(parseMemory(claim.memory), sealed);
  // Somebody may have edited the seal away: it is the card all the same.
  const card = sealed?.comment ?? thread.comments.find(({ id, isOurs }) => isOurs && id === memory.card);
  const timeline = withSaid(memory.timeline, marked);
  const under = await gatherUnder(incidentOf(issue, timeline), place, github);
  const comments = allVersions(unheard([...thread.comments, ...under.comments], memory), notices);
  const facts: Facts = {
    issue,
    policy,
    now,
    timeline: timelineWith(timeline, under, { issue, seal }),
    pull: under.pull,
    events: allEvents(thread.events, notices),
    comments,
    roles: new Map(),
    subIssues: under.subIssues,
    others: await otherIncidents(incidentOf(issue, timeline), comments, () => store.lanes(claim.repository)),
    review: reviewIn(under, { issue, seal }),
    isReportEdited: notices.some(({ isEdited }) => isEdited),
  };
  return { facts: { ...facts, roles: await askRoles(facts, place, github) }, memory, card };
}

function reviewIn({ comments }: Under, { issue, seal }: { issue: Issue; seal: Seal }): Comment | undefined {
  return comments.find(({ isOurs, body }) => isOurs && parseMarker(body, issue.nodeId, seal)?.kind === "review");
}

/** With what stands under the incident: issues of ours, and what we said on its post-mortem. */
function timelineWith(timeline: Entry[], under: Under, { issue, seal }: { issue: Issue; seal: Seal }): Entry[] {
  return withSaid(
    adopt(timeline, under.subIssues ?? [], { issue, seal }),
    under.comments.flatMap((comment) => markedComment(comment, issue, seal)),
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

interface Marked {
  readonly comment: Comment;
  readonly marker: Marker;
}

function markedComment(comment: Comment, issue: Issue, seal: Seal): Marked[] {
  const marker = comment.isOurs ? parseMarker(comment.body, issue.nodeId, seal) : undefined;
  return marker ? [{ comment, marker }] : [];
}

/** The card and the store hold the same; whichever was written later is true, and an empty store knows nothing. */
function newest(stored: Memory, card: Marked | undefined): Memory {
  if (!card) return stored;
  const kept = parseState(card.marker.text);
  const base = kept.revision > stored.revision ? { ...NO_MEMORY, seenAt: stored.seenAt, ...kept } : stored;
  return { ...base, card: card.comment.id };
}

/** A comment that stands in the thread was said, whatever was remembered. */
function withSaid(timeline: readonly Entry[], marked: readonly Marked[]): Entry[] {
  const known = new Set(timeline.flatMap((entry) => (entry.kind === "said" ? entry.keys : [])));
  return marked.reduce<Entry[]>(
    (entries, { comment, marker }) => {
      const keys = marker.kind === "card" ? [] : marker.text.split("\n").filter((key) => key && !known.has(key));
      return keys.length > 0 ? insertEntry(entries, { kind: "said", at: comment.createdAt, keys }) : entries;
    },
    [...timeline],
  );
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

/** GitHub's lists may lag: what was written shortly before we last looked is heard again, and answered once all the same. */
const LAG = 600_000;

/** The comments that may hold something new; the others were heard before. */
function unheard(comments: readonly Comment[], { seenAt }: Memory): Comment[] {
  return comments.filter(({ updatedAt }) => +updatedAt >= seenAt - LAG);
}

/** Every version of every comment that we know of: an edit runs what is new in it, by whoever made it. */
function allVersions(comments: readonly Comment[], notices: readonly Notice[]): Comment[] {
  const told = notices.flatMap(({ comment }) => comment ?? []);
  const deleted = new Set(notices.flatMap(({ comment, isDeleted }) => (comment && isDeleted ? comment.id : [])));
  const untold = comments.filter((comment) => !told.some((one) => one.id === comment.id && one.body === comment.body));
  return [...untold, ...told].filter(({ id }) => !deleted.has(id)).toSorted((a, b) => +a.updatedAt - +b.updatedAt);
}

/** Asks GitHub for the live role of everybody whose words may count. Who cannot be asked is left out. */
async function askRoles(facts: Facts, place: Place, github: GitHub): Promise<Map<string, Role>> {
  const timeline = declare(facts).reduce(insertEntry, [...facts.timeline]);
  const incident = incidentOf(facts.issue, timeline);
  const logins = latest(timeline, "declared")
    ? [...new Set(facts.comments.flatMap((comment) => whoCounts(comment, incident)))]
    : [];
  const asked = await Promise.all(
    logins.map(async (login) => [login, await github.role(place, login).catch(() => undefined)] as const),
  );
  return new Map(asked.flatMap(([login, role]) => (role ? [[login, role] as const] : [])));
}

function whoCounts(comment: Comment, incident: Incident): string[] {
  if (newCommands(comment, incident).length > 0) return comment.editor ? [comment.editor.login] : [];
  return comment.author && canAcknowledge(comment, incident) ? [comment.author.login] : [];
}
