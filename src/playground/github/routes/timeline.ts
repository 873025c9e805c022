// What happened to an issue: the timeline with its comments, and the events alone.
import { listed, paged } from "../pages.ts";
import { notFound } from "../refusals.ts";
import { type Answer, numberIn, type RepositoryCall, type Row } from "../router.ts";
import { issueShape } from "../shapes/issue.ts";
import { issueEventShape, timelineCommentShape, timelineEventShape } from "../shapes/timeline.ts";
import type { Comment, HistoryEvent, Issue } from "../world.ts";
import { issueIn } from "./issues.ts";

function timeline(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  const { world } = call;
  const items: (HistoryEvent | Comment)[] = listed(call, [...issue.history, ...issue.comments]);
  // Ids only ever grow, so they order what happened within one second.
  items.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return paged(call, listed(call, items), (item) =>
    "event" in item ? timelineEventShape(world, issue, item) : timelineCommentShape(world, item),
  );
}

function listEvents(call: RepositoryCall): Answer {
  const issue = issueIn(call);
  return paged(call, listed(call, issue.history), (event) => issueEventShape(call.world, issue, event));
}

function allEvents({ repository }: RepositoryCall): { issue: Issue; event: HistoryEvent }[] {
  const all = [...repository.issues.values()].flatMap((issue) => issue.history.map((event) => ({ issue, event })));
  return all.sort((a, b) => b.event.id - a.event.id);
}

function withIssue(call: RepositoryCall) {
  return ({ issue, event }: { issue: Issue; event: HistoryEvent }) => {
    return { ...issueEventShape(call.world, issue, event), issue: issueShape(call.world, issue) };
  };
}

function showEvent(call: RepositoryCall): Answer {
  const found = allEvents(call).find(({ event }) => event.id === numberIn(call, "event"));
  if (!found) throw notFound();
  return { status: 200, body: withIssue(call)(found) };
}

export const timelineRows: Row<RepositoryCall>[] = [
  { method: "GET", path: "/issues/:number/timeline", permission: "issues:read", run: timeline },
  { method: "GET", path: "/issues/:number/events", permission: "issues:read", run: listEvents },
  {
    method: "GET",
    path: "/issues/events",
    permission: "issues:read",
    run: (call) => paged(call, allEvents(call), withIssue(call)),
  },
  { method: "GET", path: "/issues/events/:event", permission: "issues:read", run: showEvent },
];
