// Issues under issues.
import { mayVisit } from "../callers.ts";
import { requiredNumber } from "../fields.ts";
import { listed, paged } from "../pages.ts";
import { notFound } from "../refusals.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { issueShape } from "../shapes/issue.ts";
import { addSubIssue, removeSubIssue } from "../sub-issues.ts";
import { issueIn } from "./issues.ts";

function add(call: RepositoryCall): Answer {
  const parent = issueIn(call);
  const child = call.world.issues.get(requiredNumber(call.body, "sub_issue_id"));
  if (child && !mayVisit(call.caller, child.repository)) throw notFound("The provided sub-issue does not exist");
  const wish = {
    parent,
    childId: requiredNumber(call.body, "sub_issue_id"),
    replace: call.body.replace_parent === true,
  };
  addSubIssue(call.world, call.actor, wish);
  return { status: 201, body: issueShape(call.world, parent) };
}

function remove(call: RepositoryCall): Answer {
  const parent = issueIn(call);
  removeSubIssue(call.world, call.actor, { parent, childId: requiredNumber(call.body, "sub_issue_id") });
  return { status: 200, body: issueShape(call.world, parent) };
}

function showParent(call: RepositoryCall): Answer {
  const { parent } = issueIn(call);
  if (!parent) throw notFound();
  return { status: 200, body: issueShape(call.world, parent) };
}

function list(call: RepositoryCall): Answer {
  const children = issueIn(call).children.filter((child) => !child.deleted);
  return paged(call, listed(call, children), (child) => issueShape(call.world, child));
}

export const subIssueRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/issues/:number/sub_issues", permission: "issues:read", run: list },
  { method: "POST", path: "/issues/:number/sub_issues", permission: "issues:write", content: true, run: add },
  { method: "DELETE", path: "/issues/:number/sub_issue", permission: "issues:write", run: remove },
  { method: "GET", path: "/issues/:number/parent", permission: "issues:read", run: showParent },
];
