// Who an issue is assigned to.

import { isMember } from "./accounts.ts";
import { tellIssue } from "./issue-news.ts";
import { type Actor, reaches, requireRole, roleOf } from "./roles.ts";
import { userShape } from "./shapes/account.ts";
import { record } from "./timeline.ts";
import type { Account, Issue, Repository, World } from "./world.ts";

/** GitHub allows ten assignees. */
const LIMIT = 10;

/** Whether issues of this repository may be assigned to the account: its people, not the whole world. */
export function isAssignable(world: World, account: Account, repository: Repository): boolean {
  if (account.type !== "User") return false;
  const belongs = repository.owner === account || isMember(repository.owner, account);
  return belongs || reaches(roleOf(world, account, repository), "triage");
}

/** The accounts among these logins to whom the repository's issues may be assigned. */
export function assignable(world: World, repository: Repository, logins: string[]): Account[] {
  const accounts = logins.flatMap((login) => world.accounts.get(login.toLowerCase()) ?? []);
  return [...new Set(accounts)].filter((account) => isAssignable(world, account, repository));
}

/** Records that somebody was assigned or unassigned, and tells the apps. */
export function noteAssignment(
  world: World,
  actor: Actor,
  { issue, who, action }: { issue: Issue; who: Account; action: string },
): void {
  record(world, actor, { issue, event: action, detail: { assignee: who } });
  tellIssue(world, actor, { issue, action, payload: { assignee: userShape(world, who) } });
}

/** Assigns people; who cannot be assigned is silently left out, as on GitHub. */
export function assign(world: World, actor: Actor, { issue, logins }: { issue: Issue; logins: string[] }): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  for (const who of assignable(world, issue.repository, logins)) {
    if (issue.assignees.includes(who) || issue.assignees.length >= LIMIT) continue;
    issue.assignees.push(who);
    noteAssignment(world, actor, { issue, who, action: "assigned" });
  }
}

/** Takes people off an issue. */
export function unassign(world: World, actor: Actor, { issue, logins }: { issue: Issue; logins: string[] }): void {
  requireRole(world, actor, { repository: issue.repository, role: "triage" });
  const leaving = new Set(logins.map((login) => login.toLowerCase()));
  for (const who of issue.assignees.filter((account) => leaving.has(account.login.toLowerCase()))) {
    issue.assignees = issue.assignees.filter((account) => account !== who);
    noteAssignment(world, actor, { issue, who, action: "unassigned" });
  }
}

/** Makes these the assignees of an issue, and no others. */
export function setAssignees(world: World, actor: Actor, { issue, logins }: { issue: Issue; logins: string[] }): void {
  const kept = new Set(logins.map((login) => login.toLowerCase()));
  const leaving = issue.assignees.map(({ login }) => login).filter((login) => !kept.has(login.toLowerCase()));
  unassign(world, actor, { issue, logins: leaving });
  assign(world, actor, { issue, logins });
}
