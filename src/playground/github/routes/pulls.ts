// Pull requests: list, open, read, change.
import { nullableText, requiredText, textField } from "../fields.ts";
import { closeIssue, editIssue, reopenIssue } from "../issues.ts";
import { paged } from "../pages.ts";
import { changesOf, mergePull, openPull, pullOf, retargetPull } from "../pulls.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { fileChangeShape, pullShape, wholePullShape } from "../shapes/pull.ts";
import type { Issue, Pull } from "../world.ts";

function pullIn(call: RepositoryCall): Issue & { pull: Pull } {
  return pullOf(call.repository, numberIn(call, "number"));
}

function list(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const state = query.get("state") ?? "open";
  const head = query.get("head")?.replace(/^.*:/, "");
  const key = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = (query.get("direction") ?? (query.has("sort") ? "asc" : "desc")) === "asc" ? 1 : -1;
  const found = [...repository.issues.values()].filter((issue): issue is Issue & { pull: Pull } => {
    const fits = state === "all" || issue.state === state;
    return issue.pull !== null && fits && (!head || issue.pull.head === head);
  });
  found.sort((a, b) => sign * (a[key] - b[key] || a.number - b.number));
  return paged(call, found, (issue) => pullShape(world, issue));
}

function create(call: RepositoryCall): Answer {
  const { world, actor, repository, body } = call;
  const title = requiredText(body, "title", "PullRequest");
  const [head, base] = ["head", "base"].map((name) => requiredText(body, name, "PullRequest"));
  const fields = { title, head: head ?? "", base, body: nullableText(body, "body"), draft: body.draft === true };
  const { number } = openPull(world, actor, { repository, ...fields });
  return { status: 201, body: wholePullShape(world, pullOf(repository, number)) };
}

function update(call: RepositoryCall): Answer {
  const { world, actor, body } = call;
  const issue = pullIn(call);
  editIssue(world, actor, { issue, title: textField(body, "title"), body: nullableText(body, "body") });
  const base = textField(body, "base");
  if (base) retargetPull(world, actor, { issue, base });
  if (body.state === "closed") closeIssue(world, actor, { issue });
  if (body.state === "open") reopenIssue(world, actor, issue);
  return { status: 200, body: wholePullShape(world, issue) };
}

function files(call: RepositoryCall): Answer {
  const issue = pullIn(call);
  return paged(call, changesOf(issue), (change) => fileChangeShape(call.world, issue, change));
}

function merge(call: RepositoryCall): Answer {
  const issue = pullIn(call);
  mergePull(call.world, call.actor, { issue, isSquashed: call.body.merge_method === "squash" });
  const { merge_commit_sha } = pullShape(call.world, issue);
  return { status: 200, body: { sha: merge_commit_sha, merged: true, message: "Pull Request successfully merged" } };
}

export const pullRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/pulls", permission: "pull_requests:read", run: list },
  { method: "POST", path: "/pulls", permission: "pull_requests:write", content: true, run: create },
  {
    method: "GET",
    path: "/pulls/:number",
    permission: "pull_requests:read",
    run: (call) => ({ status: 200, body: wholePullShape(call.world, pullIn(call)) }),
  },
  { method: "GET", path: "/pulls/:number/files", permission: "pull_requests:read", run: files },
  { method: "PATCH", path: "/pulls/:number", permission: "pull_requests:write", run: update },
  { method: "PUT", path: "/pulls/:number/merge", permission: "contents:write", run: merge },
];
