// Issues: list, open, read, change, lock.
import { setAssignees } from "../assignees.ts";
import { namesField, nullableText, requiredText, textField } from "../fields.ts";
import { closeIssue, editIssue, issueOf, lockIssue, openIssue, reopenIssue, unlockIssue } from "../issues.ts";
import { setLabels } from "../labels.ts";
import { listed, paged, since } from "../pages.ts";
import { invalid } from "../refusals.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { issueShape, issueUrl, wholeIssueShape } from "../shapes/issue.ts";
import type { Issue } from "../world.ts";

/** The issue that the path names. */
export function issueIn(call: RepositoryCall): Issue {
  return issueOf(call.repository, numberIn(call, "number"));
}

type Order = (a: Issue, b: Issue) => number;

const ORDERS: Record<string, Order> = {
  created: (a, b) => a.createdAt - b.createdAt || a.number - b.number,
  updated: (a, b) => a.updatedAt - b.updatedAt || a.number - b.number,
  comments: (a, b) => a.comments.length - b.comments.length || a.number - b.number,
};

function orderOf({ query }: RepositoryCall): Order {
  const order = ORDERS[query.get("sort") ?? "created"];
  if (!order) throw invalid({ resource: "Issue", field: "sort", code: "invalid" });
  return query.get("direction") === "asc" ? order : (a, b) => order(b, a);
}

function matches({ query }: RepositoryCall, issue: Issue): boolean {
  const state = query.get("state") ?? "open";
  const wears = (name: string) => issue.labels.some((label) => label.name.toLowerCase() === name.toLowerCase());
  const labels = (query.get("labels") ?? "").split(",").filter(Boolean);
  const assignee = query.get("assignee")?.toLowerCase();
  const assigned = issue.assignees.map(({ login }) => login.toLowerCase());
  const fits =
    { none: assigned.length === 0, "*": assigned.length > 0 }[assignee ?? ""] ??
    (!assignee || assigned.includes(assignee));
  const creator = query.get("creator")?.toLowerCase() ?? issue.user.login.toLowerCase();
  return (
    (state === "all" || issue.state === state) &&
    labels.every(wears) &&
    fits &&
    issue.user.login.toLowerCase() === creator
  );
}

function listIssues(call: RepositoryCall): Answer {
  const here = [...call.repository.issues.values()].filter((issue) => !issue.deleted && !issue.movedTo);
  const found = since(call, listed(call, here)).filter((issue) => matches(call, issue));
  return paged(call, found.sort(orderOf(call)), (issue) => issueShape(call.world, issue));
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const issue = openIssue(world, actor, {
    repository,
    title: String(body.title ?? requiredText(body, "title", "Issue")),
    body: nullableText(body, "body"),
    labels: namesField(body, "labels"),
    assignees: namesField(body, "assignees"),
  });
  return { status: 201, body: wholeIssueShape(world, issue), headers: { location: issueUrl(world, issue) } };
}

function show(call: RepositoryCall): Answer {
  return { status: 200, body: wholeIssueShape(call.world, issueIn(call)) };
}

function changeState(call: RepositoryCall, issue: Issue): void {
  const { world, actor, body } = call;
  const state = textField(body, "state");
  const reason = nullableText(body, "state_reason") ?? undefined;
  if (state !== undefined && state !== "open" && state !== "closed") {
    throw invalid({ resource: "Issue", field: "state", code: "invalid" });
  }
  if (reason && !["completed", "not_planned", "duplicate", "reopened"].includes(reason)) {
    throw invalid({ resource: "Issue", field: "state_reason", code: "invalid" });
  }
  if (state === "closed") closeIssue(world, actor, { issue, reason });
  if (state === "open") reopenIssue(world, actor, issue);
}

function update(call: RepositoryCall): Answer {
  const { world, actor, body } = call;
  const issue = issueIn(call);
  const [labels, assignees] = [namesField(body, "labels"), namesField(body, "assignees")];
  editIssue(world, actor, { issue, title: textField(body, "title"), body: nullableText(body, "body") });
  if (labels) setLabels(world, actor, { issue, names: labels });
  if (assignees) setAssignees(world, actor, { issue, logins: assignees });
  changeState(call, issue);
  return { status: 200, body: wholeIssueShape(world, issue) };
}

const LOCK_REASONS = ["off-topic", "too heated", "resolved", "spam"];

function lock(call: RepositoryCall): Answer {
  const reason = nullableText(call.body, "lock_reason") ?? null;
  if (reason !== null && !LOCK_REASONS.includes(reason))
    throw invalid({ resource: "Issue", field: "lock_reason", code: "invalid" });
  lockIssue(call.world, call.actor, { issue: issueIn(call), reason });
  return { status: 204 };
}

function unlock(call: RepositoryCall): Answer {
  unlockIssue(call.world, call.actor, issueIn(call));
  return { status: 204 };
}

export const issueRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/issues", permission: "issues:read", run: listIssues },
  { method: "POST", path: "/issues", permission: "issues:write", content: true, run: create },
  { method: "GET", path: "/issues/:number", permission: "issues:read", run: show },
  { method: "PATCH", path: "/issues/:number", permission: "issues:write", run: update },
  { method: "PUT", path: "/issues/:number/lock", permission: "issues:write", run: lock },
  { method: "DELETE", path: "/issues/:number/lock", permission: "issues:write", run: unlock },
];
