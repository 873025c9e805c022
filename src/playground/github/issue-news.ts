// Telling the apps that something happened to an issue.
import type { Actor } from "./roles.ts";
import { issueShape } from "./shapes/issue.ts";
import { emit } from "./webhooks.ts";
import type { Issue, World } from "./world.ts";

/** Tells the apps about an issue. */
export function tellIssue(
  world: World,
  actor: Actor,
  { issue, action, payload = {} }: { issue: Issue; action: string; payload?: Record<string, unknown> },
): void {
  // A pull request sends its own event, whose payload is not played here.
  if (issue.pull) return;
  const whole = { issue: issueShape(world, issue), ...payload };
  emit(world, { event: "issues", action, repository: issue.repository, actor, payload: whole });
}
