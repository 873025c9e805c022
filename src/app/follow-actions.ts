// Follows action items: a box in the post-mortem and its issue agree, whichever of them people touched. Pure.
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import { ACTION_LABEL } from "../domain/labels.ts";
import type { Document } from "../domain/pull.ts";
import { type ActionItem, markItem, readActionItems } from "../domain/report/document.ts";
import { lineKey } from "../domain/split.ts";
import { type EntryOf, entriesOf } from "../domain/timeline.ts";

type Action = EntryOf<"action">;

interface FollowedActions {
  readonly entries: readonly Action[];
  readonly effects: readonly Effect[];
  /** The report's text with its boxes as they should be. */
  readonly body: string;
}

/** Every action item as it was last agreed on, by its issue's number. */
function actionsOf({ timeline }: Incident): Map<number, Action> {
  return new Map(entriesOf(timeline, "action").map((entry) => [entry.number, entry]));
}

/** Compares boxes, issues and what was agreed on last; whichever differs from that was touched by somebody and wins. */
export function followActions(incident: Incident, facts: Facts, report: Document | undefined): FollowedActions {
  const agreed = actionsOf(incident);
  const items = report ? readActionItems(report.body) : [];
  let body = report?.body ?? "";
  const entries: Action[] = [];
  const effects: Effect[] = [];
  for (const action of agreed.values()) {
    const issue = facts.subIssues?.find(({ number }) => number === action.number);
    // What was merged is history; from then on the issues say how far things are.
    const item = report?.isFrozen ? undefined : items.find((one) => one.issue === action.number);
    if (!issue) continue;
    const isTicked = item && item.isDone !== action.isDone;
    const isDone = isTicked ? item.isDone : !issue.isOpen;
    if (isDone !== action.isDone) entries.push({ ...action, at: facts.now, by: issue.closed?.by?.login, isDone });
    if (isDone === issue.isOpen) effects.push({ do: "follow", issue, isOpen: !isDone });
    if (item && item.isDone !== isDone) body = markItem(body, item.line, { isDone });
  }
  for (const item of items.filter((one) => one.issue === undefined)) {
    const known = [...agreed.values()].find(
      (action) => action.text === item.text && !items.some((one) => one.issue === action.number),
    );
    if (known) body = markItem(body, item.line, { issue: known.number });
    else if (isComplete(item)) effects.push(openAction(item, incident));
  }
  return { entries, effects, body };
}

/** An item is followed once it says what, who and until when; before that somebody is still writing it. */
function isComplete({ text, owner, due }: ActionItem): boolean {
  return text !== "" && !text.includes("[") && owner !== undefined && due !== undefined;
}

function openAction({ text, owner, due }: ActionItem, { issue, severity }: Incident): Effect {
  const data = {
    incident: issue.number,
    title: issue.title,
    severity: severity ?? "",
    text,
    owner: owner ?? "",
    due: due ?? "",
  };
  return {
    do: "open",
    key: `action:${lineKey({ name: "item", rest: `${text} ${owner} ${due}` })}`,
    kind: "action",
    title: text,
    body: { template: "action-item", data },
    labels: [ACTION_LABEL],
    // A team cannot be assigned; it is named in the text.
    assignees: owner && !owner.includes("/") ? [owner] : [],
    action: { text, owner, due },
  };
}
