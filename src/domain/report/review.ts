// Reviews a post-mortem: what is missing before it may be called done.
import type { Incident } from "../incident.ts";
import type { Issue } from "../issue.ts";
import { type Policy, promisesOf } from "../policy.ts";
import { owingSeverity } from "../post-mortem.ts";
import { checkReport, type Finding } from "./document.ts";

interface Reviewed {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly report?: Issue;
}

/** Everything the check has to say, advice too; nothing before there is a report. */
export function findingsIn({ incident, policy, report }: Reviewed): Finding[] {
  const { ended, declaredAt, severity } = incident;
  if (!report || !ended) return [];
  const name = owingSeverity(incident, policy) ?? severity ?? promisesOf(policy, undefined).name;
  return checkReport(report.body, { severity: name, declaredAt, resolvedAt: ended.at, timezone: policy.timezone });
}

/** What keeps it from being done. */
export function missingIn(reviewed: Reviewed): Finding[] {
  return findingsIn(reviewed).filter(({ isAdvice }) => !isAdvice);
}

/** Findings as rows of a message. */
export function rowsOfFindings(findings: readonly Finding[]) {
  return findings.map(({ reason, ...finding }) => ({ ...finding, template: `report-findings/${reason}` }));
}
