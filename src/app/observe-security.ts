// What people did with the label `security`, as entries of the timeline. Pure.
import { DateTime } from "luxon";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { hasLabel, labelIn } from "../domain/labels.ts";
import type { Entry } from "../domain/timeline.ts";

/**
 * Put on by hand it does what the command does: whoever may label, may. Taken off by hand it stays off, like every label
 * of people: the mark, its checklist and the moving away end. A breach that somebody has declared goes on all the same,
 * because the law's hours do not hang on a label: `/cancel` says that there was none.
 */
export function securityLabelled({ issue, policy, events }: Facts, incident: Incident): Entry[] {
  const name = labelIn(policy, "security");
  const isOn = hasLabel(issue.labels, name);
  if (isOn === incident.isSecurity) return [];
  const event = events.findLast(
    ({ kind, label = "" }) => kind === (isOn ? "labeled" : "unlabeled") && hasLabel([name], label),
  );
  const since = incident.timeline.findLast(({ kind }) => kind === "security" || kind === "cleared")?.at;
  // Our own label, or a list that lags, says nothing new; a label that only got another name has no event.
  if (event?.isOurs || (event && since && event.at <= since) || (!event && (!isOn || since))) return [];
  const at = DateTime.max(event?.at ?? issue.createdAt, incident.declaredAt);
  const did = { at, by: (event?.actor ?? issue.reporter)?.login, ref: event?.id ? `e${event.id}` : undefined };
  return [isOn ? { ...did, kind: "security", via: "label" } : { ...did, kind: "cleared" }];
}
