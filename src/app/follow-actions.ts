// Follows action items: a box in the post-mortem and its issue agree, whichever of them people touched. Pure.
import { DateTime } from "luxon";
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Issue } from "../domain/issue.ts";
import { labelIn } from "../domain/labels.ts";
import type { Policy } from "../domain/policy.ts";
import { MOST_SUB_ISSUES, owingSeverity, ownerOf, reportNumber } from "../domain/post-mortem.ts";
import type { Document } from "../domain/pull.ts";
import { type ActionItem, markItem, readActionItems } from "../domain/report/document.ts";
import { lineKey } from "../domain/split.ts";
import { actionsOf, BY_HAND, type Entry, type EntryOf } from "../domain/timeline.ts";

type Action = EntryOf<"action">;

interface FollowedActions {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  /** The report's text with its boxes as they should be. */
  readonly body: string;
}

/** Compares boxes, issues and what was agreed on last; whichever differs from that was touched by somebody and wins. */
export function followActions(incident: Incident, facts: Facts, report: Document | undefined): FollowedActions {
  const agreed = actionsOf(incident.timeline);
  const items = report ? readActionItems(report.body) : [];
  let body = report?.body ?? "";
  const entries: Entry[] = [];
  const effects: Effect[] = [];
  for (const action of agreed.values()) {
    const issue = facts.subIssues?.find(({ number }) => number === action.number);
    // What was merged is history; from then on the issues say how far things are.
    const item = report?.isFrozen ? undefined : items.find((one) => one.issue === action.number);
    if (!issue) continue;
    const isTicked = item && item.isDone !== action.isDone;
    const isDone = isTicked ? item.isDone : !issue.isOpen;
    if (isDone !== action.isDone) entries.push(changed(action, issue, { isDone, now: facts.now }));
    if (isDone === issue.isOpen) effects.push({ do: "follow", issue, isOpen: !isDone });
    if (item && item.isDone !== isDone) body = markItem(body, item.line, { isDone });
  }
  const opens: Effect[] = [];
  for (const item of items.filter((one) => one.issue === undefined)) {
    const known = [...agreed.values()].find(
      (action) => action.text === item.text && !items.some((one) => one.issue === action.number),
    );
    if (known) body = markItem(body, item.line, { issue: known.number });
    else if (isComplete(item)) opens.push(openAction(item, incident, facts.policy));
  }
  const room = Math.max(0, MOST_SUB_ISSUES - (facts.subIssues?.length ?? 0));
  effects.push(...opens.slice(0, room));
  return opens.length > room ? saidFull({ entries, effects, body }, incident, facts) : { entries, effects, body };
}

/** What finds no room stays a box; whoever writes the post-mortem is told once that nobody is reminded of it. */
function saidFull(followed: FollowedActions, incident: Incident, { policy, now }: Facts): FollowedActions {
  if (incident.said.has("full")) return followed;
  const to = ownerOf(incident, policy, owingSeverity(incident, policy));
  const part = { template: "actions-full", data: { most: MOST_SUB_ISSUES } };
  const say: Effect = { do: "say", kind: "guard", key: "full", to, parts: [part], on: reportNumber(incident) };
  return {
    ...followed,
    entries: [...followed.entries, { kind: "said", at: now, keys: ["full"] }],
    effects: [...followed.effects, { ...say, mute: incident.isDrill }],
  };
}

/** Done or open again, and through what, at GitHub's time where GitHub knows one. */
function changed(action: Action, { closed }: Issue, { isDone, now }: { isDone: boolean; now: DateTime }): Action {
  const { doneBy: _, ...kept } = action;
  const at = isDone && closed ? DateTime.max(closed.at, action.at) : now;
  // Whoever ticks the box closes by hand as well.
  const doneBy = closed ? closed.through : BY_HAND;
  return { ...kept, at, by: closed?.by?.login, isDone, ...(isDone && doneBy && { doneBy }) };
}

/** An item is followed once it says what, who and until when; before that somebody is still writing it. */
function isComplete({ text, owner, due }: ActionItem): boolean {
  return text !== "" && !text.includes("[") && owner !== undefined && due !== undefined;
}

function openAction({ text, owner, due }: ActionItem, { issue, severity }: Incident, policy: Policy): Effect {
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
    labels: [labelIn(policy, "action-item")],
    // A team cannot be assigned; it is named in the text.
    assignees: owner && !owner.includes("/") ? [owner] : [],
    action: { text, owner, due },
  };
}
