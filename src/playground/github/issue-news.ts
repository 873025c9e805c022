// Telling the apps that something happened to an issue.
import type { Actor } from "./roles.ts";
import { issueShape } from "./shapes/issue.ts";
import { wholePullShape } from "./shapes/pull.ts";
import { emit } from "./webhooks.ts";
import type { Issue, Pull, World } from "./world.ts";

/** What is told of a pull request; the rest of what GitHub sends is not played here. */
const PULL_NEWS = ["opened", "edited", "closed", "reopened", "labeled", "synchronize"];

/** Tells the apps about an issue, or about a pull request, which has an event of its own. */
export function tellIssue(
  world: World,
  actor: Actor,
  { issue, action, payload = {} }: { issue: Issue; action: string; payload?: Record<string, unknown> },
): void {
  const { repository, number } = issue;
  if (!issue.pull) {
    const whole = { issue: issueShape(world, issue), ...payload };
    emit(world, { event: "issues", action, repository, actor, payload: whole });
  } else if (PULL_NEWS.includes(action)) {
    const whole = { number, pull_request: wholePullShape(world, issue as Issue & { pull: Pull }), ...payload };
    emit(world, { event: "pull_request", action, repository, actor, payload: whole });
  }
}
