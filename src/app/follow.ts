// Follows the incident's own issues: the post-mortem that is owed, its action items, and what people did to them. Pure.
import type { Effect } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Issue } from "../domain/issue.ts";
import { POST_MORTEM_LABEL } from "../domain/labels.ts";
import { isOwed, needsReport, owingSeverity, ownerOf, reportNumber, settledAt } from "../domain/post-mortem.ts";
import { draftReport } from "../domain/report/draft.ts";
import { findingsIn, missingIn, rowsOfFindings } from "../domain/report/review.ts";
import type { Entry } from "../domain/timeline.ts";
import { followActions } from "./follow-actions.ts";

export interface Followed {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
}

/** The post-mortem's issue as it is now; undefined before there is one, or when it is gone. */
export function reportIn(incident: Incident, { subIssues }: Facts): Issue | undefined {
  return subIssues?.find(({ number }) => number === reportNumber(incident));
}

/** What follows for the incident's own issues, and what people's doings on them mean for the incident. */
export function follow(incident: Incident, facts: Facts): Followed {
  const report = reportIn(incident, facts);
  const isGone = facts.subIssues !== undefined && reportNumber(incident) > 0 && !report;
  if (needsReport(incident, facts.policy, isGone)) return { entries: [], effects: [openReport(incident, facts)] };
  const actions = followActions(incident, facts, report);
  if (!report) return actions;
  const closed = closedReport(incident, facts, report);
  const effects = followReport({ incident, facts, report }, closed.length > 0, actions.body);
  return { entries: [...closed, ...actions.entries], effects: [...actions.effects, ...effects] };
}

function openReport(incident: Incident, { policy }: Facts): Effect {
  const { title, message } = draftReport(incident, policy);
  const owner = ownerOf(incident, policy, owingSeverity(incident, policy));
  const key = `report:${incident.timeline.filter(({ kind }) => kind === "report").length}`;
  const assignees = owner.flatMap((one) => (/^@[^/]+$/.test(one) ? one.slice(1) : []));
  return { do: "open", key, kind: "report", title, body: message, labels: [POST_MORTEM_LABEL], assignees };
}

/** Closing the report as completed asks for done; it is, when nothing is missing. */
function closedReport(incident: Incident, { policy }: Facts, report: Issue): Entry[] {
  const { closed } = report;
  if (!closed || closed.reason !== "completed" || settledAt(incident) || !incident.ended) return [];
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
  if (isSettled || !(isReopened || review || facts.isReportEdited)) return [should];
  const by = report.closed?.by;
  const to = isReopened && by && !by.isBot ? [`@${by.login}`] : [];
  const part = {
    template: "post-mortem-review",
    data: { findings: rowsOfFindings(findingsIn({ incident, policy, report })), isReopened },
  };
  return [should, { do: "note", key: `review:${report.number}`, on: report.number, to, part, present: review }];
}
