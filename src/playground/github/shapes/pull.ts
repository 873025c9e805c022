// Pull requests as GitHub writes them in JSON.
import { headOf } from "../branches.ts";
import { blobSha, sha1 } from "../sha1.ts";
import { type Issue, iso, type Pull, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { issueShape, issueUrl } from "./issue.ts";
import { nodeId } from "./node-id.ts";
import { repositoryPage, repositoryShape, repositoryUrl } from "./repository.ts";

type PullIssue = Issue & { pull: Pull };

interface FileChange {
  path: string;
  status: string;
  text: string;
}

function sideShape(world: World, { repository }: Issue, { ref, sha }: { ref: string; sha: string }) {
  const { owner } = repository;
  const label = `${owner.login}:${ref}`;
  return { label, ref, sha, user: userShape(world, owner), repo: repositoryShape(world, repository) };
}

function links(world: World, issue: PullIssue) {
  const api = repositoryUrl(world, issue.repository);
  const url = `${api}/pulls/${issue.number}`;
  return {
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl(world, issue)}/comments`,
    statuses_url: `${api}/statuses/${headOf(issue).sha}`,
    issue_url: issueUrl(world, issue),
  };
}

/** GitHub remembers it when the branch is gone. */
function baseSha({ repository, pull }: PullIssue): string {
  return repository.branches.get(pull.base)?.sha ?? sha1(pull.base);
}

/** A `pull-request-simple`. */
export function pullShape(world: World, issue: PullIssue) {
  const { pull_request, sub_issues_summary, issue_dependencies_summary, ...shape } = issueShape(world, issue);
  const { type, pinned_comment, performed_via_github_app, state_reason, comments, ...common } = shape;
  const urls = { ...pull_request, ...links(world, issue) };
  const { commits_url, review_comments_url, review_comment_url, comments_url, statuses_url, issue_url } = urls;
  const hrefs = {
    ...{ self: urls.url, html: urls.html_url, issue: issue_url, comments: comments_url, commits: commits_url },
    ...{ review_comments: review_comments_url, review_comment: review_comment_url, statuses: statuses_url },
  };
  return {
    ...common,
    node_id: nodeId("PR", issue.id),
    ...urls,
    merge_commit_sha: issue.pull.mergeSha,
    head: sideShape(world, issue, { ref: issue.pull.head, sha: headOf(issue).sha }),
    base: sideShape(world, issue, { ref: issue.pull.base, sha: baseSha(issue) }),
    requested_reviewers: [],
    requested_teams: [],
    auto_merge: null,
    draft: issue.pull.draft,
    _links: Object.fromEntries(Object.entries(hrefs).map(([name, href]) => [name, { href }])),
  };
}

/** A `pull-request`, as its own endpoint answers it. */
export function wholePullShape(world: World, issue: PullIssue) {
  const { mergedAt, mergedBy } = issue.pull;
  return {
    ...pullShape(world, issue),
    merged: mergedAt !== null,
    merged_at: mergedAt === null ? null : iso(mergedAt),
    merged_by: mergedBy && userShape(world, mergedBy),
    mergeable: issue.state === "open",
    mergeable_state: "clean",
    rebaseable: true,
    maintainer_can_modify: false,
    comments: issue.comments.length,
    review_comments: 0,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

/** A `diff-entry`; how many lines changed is not counted here. */
export function fileChangeShape(world: World, { repository, pull }: PullIssue, change: FileChange) {
  const { path, status, text } = change;
  const { sha } = headOf({ repository, pull });
  const page = repositoryPage(world, repository);
  return {
    ...{ sha: blobSha(text), filename: path, status, additions: 1, deletions: 0, changes: 1 },
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${sha}`,
  };
}
