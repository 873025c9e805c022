// What can be asked and changed through GraphQL: pins, minimised comments, and the issues around them.

import { mayVisit } from "./callers.ts";
import { pinIssue, unpinIssue } from "./issue-moves.ts";
import { Refusal } from "./refusals.ts";
import { findRepository, fullNameOf } from "./repositories.ts";
import { revertPull } from "./reverts.ts";
import { requireRole } from "./roles.ts";
import type { Call } from "./router.ts";
import { actorNode } from "./shapes/account.ts";
import { issuePage } from "./shapes/issue.ts";
import { nodeId, numberBehind } from "./shapes/node-id.ts";
import { type Comment, type HistoryEvent, type Issue, iso, type Pull, type Repository } from "./world.ts";

/** A node of the graph: values, or functions of a field's arguments. */
export type Node = { __typename: string } & Record<string, unknown>;

const CLASSIFIERS = ["SPAM", "ABUSE", "OFF_TOPIC", "OUTDATED", "DUPLICATE", "RESOLVED", "LOW_QUALITY"];

function unresolved(id: unknown): Refusal {
  return new Refusal(200, {
    message: `Could not resolve to a node with the global id of '${String(id)}'`,
    type: "NOT_FOUND",
  });
}

function issueBehind(call: Call, id: unknown): Issue {
  const issue = call.world.issues.get(numberBehind("I", String(id)) ?? 0);
  if (!issue || issue.deleted || !mayVisit(call.caller, issue.repository)) throw unresolved(id);
  return issue;
}

function pullBehind(call: Call, id: unknown): Issue & { pull: Pull } {
  const issue = call.world.issues.get(numberBehind("PR", String(id)) ?? 0);
  if (!issue?.pull || !mayVisit(call.caller, issue.repository)) throw unresolved(id);
  return issue as Issue & { pull: Pull };
}

/** What an app has to be given besides, as for the same by REST. */
function needPermissions({ caller }: Call, ...names: string[]): void {
  if (names.every((name) => caller.permissions[name] === "write")) return;
  throw new Refusal(200, { message: "Resource not accessible by integration", type: "FORBIDDEN" });
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function commentBehind(call: Call, id: unknown): Comment {
  const comment = call.world.comments.get(numberBehind("IC", String(id)) ?? 0);
  if (!comment || !mayVisit(call.caller, comment.issue.repository)) throw unresolved(id);
  return comment;
}

function connection<Item>(items: Item[], shape: (item: Item) => Node) {
  return ({ first, last }: { first?: number; last?: number }): Node => {
    const some = last ? items.slice(-last) : items.slice(0, first ?? 100);
    const pageInfo = { __typename: "PageInfo", hasNextPage: some.length < items.length, endCursor: null };
    return { __typename: "Connection", totalCount: items.length, nodes: some.map(shape), pageInfo };
  };
}

function commentNode(call: Call, comment: Comment): Node {
  return {
    __typename: "IssueComment",
    id: nodeId("IC", comment.id),
    databaseId: comment.id,
    body: comment.body,
    createdAt: iso(comment.createdAt),
    author: actorNode(comment.user),
    url: `${issuePage(call.world, comment.issue)}#issuecomment-${comment.id}`,
    editor: comment.edit && actorNode(comment.edit.by),
    lastEditedAt: comment.edit && iso(comment.edit.at),
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized,
    isPinned: comment.pin !== null,
  };
}

function issueNode(call: Call, issue: Issue): Node {
  return {
    __typename: "Issue",
    id: nodeId("I", issue.id),
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    state: issue.state.toUpperCase(),
    isPinned: issue.pinned,
    createdAt: iso(issue.createdAt),
    author: actorNode(issue.user),
    url: issuePage(call.world, issue),
    repository: () => repositoryNode(call, issue.repository),
    comments: connection(issue.comments, (comment) => commentNode(call, comment)),
    timelineItems: connection(closings(issue), (event) => closingNode(call, event)),
  };
}

/** The only kind of event that can be asked for here. */
function closings({ history }: Issue): HistoryEvent[] {
  return history.filter(({ event }) => event === "closed");
}

function closingNode(call: Call, { createdAt, detail: { closer } }: HistoryEvent): Node {
  return { __typename: "ClosedEvent", createdAt: iso(createdAt), closer: closer ? pullNode(call, closer) : null };
}

function pullNode(call: Call, issue: Issue): Node {
  return {
    __typename: "PullRequest",
    id: nodeId("PR", issue.id),
    number: issue.number,
    title: issue.title,
    repository: () => repositoryNode(call, issue.repository),
  };
}

function repositoryNode(call: Call, repository: Repository): Node {
  const issues = [...repository.issues.values()].filter((issue) => !issue.pull && !issue.deleted);
  const pinned = issues.filter((issue) => issue.pinned);
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullNameOf(repository),
    isPrivate: repository.private,
    issue: ({ number }: { number: number }) => {
      const issue = issues.find((one) => one.number === number);
      return issue ? issueNode(call, issue) : null;
    },
    issues: connection(issues, (issue) => issueNode(call, issue)),
    pinnedIssues: connection(pinned, (issue) => ({ __typename: "PinnedIssue", issue: issueNode(call, issue) })),
  };
}

/** Where queries begin. */
export function queryRoot(call: Call): Node {
  return {
    __typename: "Query",
    viewer: { __typename: "User", login: call.actor.account.login },
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository = findRepository(call.world, `${owner}/${name}`);
      if (repository && mayVisit(call.caller, repository)) return repositoryNode(call, repository);
      const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
      throw new Refusal(200, { message, type: "NOT_FOUND" });
    },
    node: ({ id }: { id: string }) =>
      numberBehind("IC", id) === undefined
        ? issueNode(call, issueBehind(call, id))
        : commentNode(call, commentBehind(call, id)),
  };
}

interface Mutation {
  input: Record<string, unknown>;
}

function minimize(call: Call, id: unknown, reason: string | null): Comment {
  const comment = commentBehind(call, id);
  requireRole(call.world, call.actor, { repository: comment.issue.repository, role: "triage" });
  comment.minimized = reason;
  return comment;
}

/** Where mutations begin. */
export function mutationRoot(call: Call): Node {
  const { world, actor } = call;
  return {
    __typename: "Mutation",
    pinIssue: ({ input }: Mutation) => {
      const issue = issueBehind(call, input.issueId);
      pinIssue(world, actor, issue);
      return { __typename: "PinIssuePayload", issue: issueNode(call, issue) };
    },
    unpinIssue: ({ input }: Mutation) => {
      const issue = issueBehind(call, input.issueId);
      unpinIssue(world, actor, issue);
      return { __typename: "UnpinIssuePayload", issue: issueNode(call, issue) };
    },
    minimizeComment: ({ input }: Mutation) => {
      const classifier = String(input.classifier);
      const message = `Argument 'classifier' on InputObject 'MinimizeCommentInput' has an invalid value (${classifier}).`;
      if (!CLASSIFIERS.includes(classifier)) throw new Refusal(200, { message });
      const comment = minimize(call, input.subjectId, classifier.toLowerCase().replace("_", "-"));
      return { __typename: "MinimizeCommentPayload", minimizedComment: commentNode(call, comment) };
    },
    revertPullRequest: ({ input }: Mutation) => {
      needPermissions(call, "contents", "pull_requests");
      const issue = pullBehind(call, input.pullRequestId);
      const words = { title: textOf(input.title), body: textOf(input.body) };
      const opened = revertPull(world, actor, { issue, ...words });
      const [pullRequest, revertPullRequest] = [issue, opened].map((one) => pullNode(call, one));
      return { __typename: "RevertPullRequestPayload", pullRequest, revertPullRequest };
    },
    unminimizeComment: ({ input }: Mutation) => {
      const comment = minimize(call, input.subjectId, null);
      return { __typename: "UnminimizeCommentPayload", unminimizedComment: commentNode(call, comment) };
    },
  };
}
