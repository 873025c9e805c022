// Acts: what people did to an incident of the past, done again under a policy, which may refuse it. Pure.
//
// What the app said, called, wrote down or opened by itself followed from the policy of that time, and is left out.
import { DateTime } from "luxon";
import { COMMANDS } from "../commands/index.ts";
import type { EffectOf } from "../domain/effects.ts";
import type { Incident } from "../domain/incident.ts";
import type { Issue, IssueEvent } from "../domain/issue.ts";
import type { Policy } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";
import { judged } from "../domain/resolution.ts";
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

/** What follows from an act: entries, and comments that call somebody. */
export type Consequence = EffectOf<"record"> | EffectOf<"say">;

/** What an act means for the incident as it is by then; nothing when it changes nothing, or the policy refuses it. */
export function redo(entry: Entry, incident: Incident, policy: Policy): Consequence[] {
  switch (entry.kind) {
    case "severity":
      if (entry.to === incident.severity) return [];
      return entry.via === "command" ? typed("severity", entry, [incident, policy]) : [{ do: "record", entry }];
    case "paused":
      return typed("pause", entry, [incident, policy]);
    case "escalated":
      return typed("escalate", entry, [incident, policy]);
    case "resolved":
      return [{ do: "record", entry: { ...entry, ...judged(incident, policy) } }];
    default:
      return [{ do: "record", entry }];
  }
}

/** Types the command again whose entry this is; whoever typed it then is taken to hold the role that it asks for now. */
function typed(name: string, entry: Entry, [incident, policy]: readonly [Incident, Policy]): Consequence[] {
  const command = COMMANDS.find((one) => one.name === name);
  const { at, by: actor = "", ref = "" } = entry;
  const comment = Number(ref.slice(1));
  const held = { incident, policy, actor, at, now: at, comment, role: "admin", isFull: false } as const;
  try {
    // What a command reads from its line is what its entry keeps, by the same names.
    const effects = command?.effect({ ...held, clocks: [], commands: [] }, { reason: "", ...entry }) ?? [];
    return effects.filter((effect) => effect.do === "record" || effect.do === "say");
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
