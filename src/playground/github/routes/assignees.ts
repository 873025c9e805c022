// Who is assigned, and who could be.
import { assign, isAssignable, unassign } from "../assignees.ts";
import { namesField } from "../fields.ts";
import { paged } from "../pages.ts";
import { notFound } from "../refusals.ts";
import type { Answer, RepositoryCall, Row } from "../router.ts";
import { userShape } from "../shapes/account.ts";
import { wholeIssueShape } from "../shapes/issue.ts";
import type { Account } from "../world.ts";
import { issueIn } from "./issues.ts";

function candidates({ world, repository }: RepositoryCall): Account[] {
  return [...world.accounts.values()].filter((account) => isAssignable(world, account, repository));
}

function check(call: RepositoryCall): Answer {
  const login = call.params.login?.toLowerCase();
  if (!candidates(call).some((account) => account.login.toLowerCase() === login)) throw notFound();
  return { status: 204 };
}

/** Nobody is checked against the issue alone: who fits the repository fits its issues. */
function checkForIssue(call: RepositoryCall): Answer {
  issueIn(call);
  return check(call);
}

function change(call: RepositoryCall, how: typeof assign, status: number): Answer {
  const issue = issueIn(call);
  how(call.world, call.actor, { issue, logins: namesField(call.body, "assignees") ?? [] });
  return { status, body: wholeIssueShape(call.world, issue) };
}

const READ = "issues:read|pull_requests:read";

export const assigneeRows: Row<RepositoryCall>[] = [
  {
    method: "GET",
    path: "/assignees",
    permission: READ,
    run: (call) => paged(call, candidates(call), (one) => userShape(call.world, one)),
  },
  { method: "GET", path: "/assignees/:login", permission: READ, run: check },
  { method: "GET", path: "/issues/:number/assignees/:login", permission: READ, run: checkForIssue },
  {
    method: "POST",
    path: "/issues/:number/assignees",
    permission: "issues:write|pull_requests:write",
    run: (call) => change(call, assign, 201),
  },
  {
    method: "DELETE",
    path: "/issues/:number/assignees",
    permission: "issues:write|pull_requests:write",
    run: (call) => change(call, unassign, 200),
  },
];
