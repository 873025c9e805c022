// Acts: what people did to an incident of the past, as its timeline and GitHub tell it. Pure.
//
// What the app said, called, wrote down or opened by itself followed from the policy of that time, and is left out.
import { DateTime } from "luxon";
import type { Issue, IssueEvent } from "../domain/issue.ts";
import type { Entry } from "../domain/timeline.ts";
import type { Past } from "./archive.ts";

/** What people did and we heard of in the same second, with who is assigned from then on. */
export interface Acts {
  readonly at: DateTime;
  readonly entries: readonly Entry[];
  readonly assignees: readonly string[];
  /** Somebody closed the issue on GitHub. */
  readonly closed?: Issue["closed"];
}

/** Everything that people did, oldest first. */
export function actsOf({ timeline, events, issue, stops }: Past): Acts[] {
  const done = timeline.filter(isAct);
  const noticed = events.filter(({ kind, isOurs }) => /^(un)?assigned$/.test(kind) || (kind === "closed" && !isOurs));
  // Without its label nothing is heard of an issue; what was done meanwhile is heard when the label comes back.
  const silences = stops.filter(({ why }) => why === "silenced");
  const heardAt = ({ at }: { at: DateTime }) =>
    +(silences.find(({ from, to }) => to && from < at && at < to)?.to ?? at);
  const times = [...new Set([...done, ...noticed].map(heardAt))].toSorted((a, b) => a - b);
  const byTime = Map.groupBy(done, heardAt);
  const first = +(done[0]?.at ?? 0);
  return times
    .filter((at) => at >= first)
    .map((at) => ({
      at: DateTime.fromMillis(at, { zone: "utc" }),
      entries: byTime.get(at) ?? [],
      assignees: assigneesAt(at, events, issue.assignees),
      closed: closingOf(noticed.findLast((event) => event.kind === "closed" && heardAt(event) === at)),
    }));
}

function closingOf(event: IssueEvent | undefined): Issue["closed"] {
  return event && { at: event.at, by: event.actor, reason: "completed" };
}

/** A severity that the policy gave is not an act, and neither is a step of the ladder that the clock called. */
function isAct(entry: Entry): boolean {
  switch (entry.kind) {
    case "said":
    case "answered":
    case "breached":
    case "report":
    case "yielded":
    // Words that no clock reads.
    case "note":
    case "impact":
    case "affects":
    case "alert":
      return false;
    case "severity":
      return entry.via !== "default";
    case "escalated":
      return entry.by !== undefined;
    default:
      return true;
  }
}

/** Who was assigned by then. Of whom GitHub tells nothing we only know that they are now. */
function assigneesAt(at: number, events: readonly IssueEvent[], now: readonly string[]): string[] {
  const told = events.flatMap(({ kind, assignee }) => (kind === "assigned" && assignee ? assignee : []));
  const assigned = new Set(now.filter((login) => !told.includes(login)));
  for (const { kind, assignee, at: time } of events) {
    if (!assignee || +time > at) continue;
    if (kind === "assigned") assigned.add(assignee);
    if (kind === "unassigned") assigned.delete(assignee);
  }
  return [...assigned];
}
