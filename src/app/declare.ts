// An issue becomes an incident: since when, by whom, and how severe. Pure.
import type { Facts } from "../domain/facts.ts";
import { hasLabel, severityLabel } from "../domain/labels.ts";
import { isSevere } from "../domain/policy.ts";
import { severityOfIssue } from "../domain/severity.ts";
import { type Entry, latest } from "../domain/timeline.ts";
import { labelEvents, refOf } from "./observe.ts";
import { raisedBy, raisedSeverity } from "./raised.ts";

/** Declares the incident: the entries it begins with, empty when the issue is not one. */
export function declare(facts: Facts): Entry[] {
  const { issue, policy, timeline } = facts;
  if (latest(timeline, "declared") || !hasLabel(issue.labels, policy.trigger) || isPast(facts)) return [];
  const event = labelEvents(facts, "labeled", policy.trigger)[0];
  const at = event?.at ?? issue.createdAt;
  const by = (event?.actor ?? issue.reporter)?.login;
  // Labels that were put on after the declaration are changes, each with its own time; our own say what we read elsewhere.
  const later = facts.events.flatMap((one) =>
    one.kind === "labeled" && (one.at > at || one.isOurs) ? (one.label ?? []) : [],
  );
  const own = { ...issue, labels: issue.labels.filter((one) => !hasLabel(later, one)) };
  const found = raisedSeverity(facts) ?? severityOfIssue(own, policy);
  const label =
    found?.via === "label"
      ? labelEvents(facts, "labeled", found.to, severityLabel(policy, found.to)).at(-1)
      : undefined;
  // Nothing shows whose label it is: ours, where the issue names the same without it, and the list lags.
  const unlabelled = found?.via === "label" && !label ? severityOfIssue({ ...own, labels: [] }, policy) : undefined;
  const severity = unlabelled?.to === found?.to ? unlabelled : found;
  const named: Entry[] = severity ? [{ kind: "severity", at, by, ref: refOf(label), ...severity }] : [];
  return [{ kind: "declared", at, by, ref: refOf(event) }, ...named, ...raisedBy(facts, at)];
}

/** For so long after it was closed an incident may still owe a post-mortem that nobody asked for. */
const STILL_OWED = { days: 7 };

/** Closed before we heard of it, and nothing is owed. Where we did something we had heard of it: only its card is gone. */
function isPast({ issue, policy, events, now }: Facts): boolean {
  const { closed } = issue;
  if (!closed || events.some(({ isOurs }) => isOurs)) return false;
  const severity = severityOfIssue(issue, policy)?.to;
  return closed.reason !== "completed" || closed.at < now.minus(STILL_OWED) || !isSevere(policy, severity);
}
