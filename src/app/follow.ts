// Follows the incident's own issues: the post-mortem that is owed, its action items, and what people did to them. Pure.
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Issue } from "../domain/issue.ts";
import { labelIn } from "../domain/labels.ts";
import { isOwed, needsReport, owingSeverity, ownerOf, reportNumber, settledAt } from "../domain/post-mortem.ts";
import type { Document } from "../domain/pull.ts";
import { draftReport } from "../domain/report/draft.ts";
import { findingsIn, missingIn, rowsOfFindings } from "../domain/report/review.ts";
import type { Entry } from "../domain/timeline.ts";
import { followActions } from "./follow-actions.ts";
import { followPull, planPull } from "./follow-pull.ts";

export interface Followed {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
}

/** The post-mortem as it is now; undefined before there is one, or when it is gone. */
export function reportIn(incident: Incident, facts: Facts): Document | undefined {
  return facts.pull ?? issueIn(incident, facts);
}

function issueIn(incident: Incident, { subIssues }: Facts): Issue | undefined {
  return subIssues?.find(({ number }) => number === reportNumber(incident));
}

/** It was there and is not; a pull request that nobody owes may be closed for good. */
function isLost(incident: Incident, facts: Facts): boolean {
  if (facts.pull) return facts.pull.isGone && isOwed(incident, facts.policy);
  return facts.subIssues !== undefined && reportNumber(incident) > 0 && !issueIn(incident, facts);
}

/** What follows for the incident's own issues, and what people's doings on them mean for the incident. */
export function follow(incident: Incident, facts: Facts): Followed {
  // Seen again, it is compared with what is known now; a box and its issue then agree as if nothing had been.
  if (facts.isReportUnread) return { entries: [], effects: [] };
  if (needsReport(incident, facts.policy, isLost(incident, facts)))
    return { entries: [], effects: [openReport(incident, facts)] };
  const { pull } = facts;
  const actions = followActions(incident, facts, reportIn(incident, facts));
  if (pull) return merged(actions, followPull({ incident, facts, pull }, actions.body));
  const report = issueIn(incident, facts);
  if (!report) return actions;
  const closed = closedReport(incident, facts, report);
  const effects = followReport({ incident, facts, report }, closed.length > 0, actions.body);
  return merged(actions, { entries: closed, effects });
}

function merged(actions: Followed, report: Followed): Followed {
  return {
    entries: [...report.entries, ...actions.entries],
    effects: [...actions.effects, ...report.effects],
  };
}

function openReport(incident: Incident, { policy, pull: lost }: Facts): Effect {
  const { title, message } = draftReport(incident, policy);
  const owner = ownerOf(incident, policy, owingSeverity(incident, policy));
  const key = `report:${incident.timeline.filter(({ kind }) => kind === "report").length}`;
  const assignees = owner.flatMap((one) => (/^@[^/]+$/.test(one) ? one.slice(1) : []));
  const pull = planPull(incident, policy, lost);
  const labels = [labelIn(policy, "post-mortem")];
  return { do: "open", key, kind: "report", title, body: message, labels, assignees, pull };
}

/** Closing the report as completed asks for done; it is, when nothing is missing. */
function closedReport(incident: Incident, { policy }: Facts, report: Issue): Entry[] {
  const { closed } = report;
  // What we close is settled; until the words that settled it are answered for, nothing is made of it.
  if (closed?.reason !== "completed" || closed.isOurs || settledAt(incident) || !incident.ended) return [];
  if (missingIn({ incident, policy, report }).length > 0) return [];
  return [{ kind: "reviewed", at: closed.at, by: closed.by?.login }];
}

interface Report {
  readonly incident: Incident;
  readonly facts: Facts;
  readonly report: Issue;
}

/** Open until it is done or waived; our parts of it kept up to date; what is missing said once somebody has begun. */
function followReport({ incident, facts, report }: Report, isDone: boolean, body: string): Effect[] {
  const { policy, review } = facts;
  const isSettled = isDone || settledAt(incident) !== undefined;
  // A report that nobody owes stays open or closed as people leave it.
  const isOpen = isSettled ? false : report.isOpen || isOwed(incident, policy);
  const { message: fresh } = draftReport(incident, policy);
  const should: Effect = { do: "follow", issue: report, isOpen, body, ...(!isSettled && { fresh }) };
  const isReopened = isOpen && !report.isOpen;
  const findings = findingsIn({ incident, policy, report });
  const isWorthSaying = isReopened || review || (facts.isReportEdited && findings.some(({ isAdvice }) => !isAdvice));
  if (isSettled || !isWorthSaying) return [should];
  const by = report.closed?.by;
  const to = isReopened && by && !by.isBot ? [`@${by.login}`] : [];
  const part = {
    template: "post-mortem-review",
    data: { findings: rowsOfFindings(findings), isReopened },
  };
  return [should, { do: "note", key: `review:${report.number}`, on: report.number, to, part, present: review }];
}
