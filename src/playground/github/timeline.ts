// Writing an issue's history: what the timeline and the events endpoint read.
import type { Actor } from "./roles.ts";
import { freshId, type HistoryEvent, type Issue, timeOf, type World } from "./world.ts";

/** Records that something happened to an issue, and that the issue changed. */
export function record(
  world: World,
  actor: Actor,
  { issue, event, detail = {} }: { issue: Issue; event: string; detail?: HistoryEvent["detail"] },
): void {
  const createdAt = timeOf(world);
  issue.updatedAt = createdAt;
  issue.history.push({ id: freshId(world), event, actor: actor.account, app: actor.app, createdAt, detail });
}
