// Reviews a post-mortem: what is missing before it may be called done.
import type { Incident } from "../incident.ts";
import { type Policy, promisesOf } from "../policy.ts";
import { owingSeverity } from "../post-mortem.ts";
import { checkReport, type Finding, type ReportFacts } from "./document.ts";

interface Reviewed {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly report?: { readonly body: string };
}

/** What the report is checked against; undefined while the incident goes on. */
export function reportFacts(incident: Incident, policy: Policy): ReportFacts | undefined {
  const { ended, declaredAt } = incident;
  if (!ended) return undefined;
  const name = owingSeverity(incident, policy) ?? incident.severity ?? promisesOf(policy, undefined).name;
  return { severity: name, declaredAt, resolvedAt: ended.at, timezone: policy.timezone };
}

/** Everything the check has to say, advice too; nothing before there is a report. */
export function findingsIn({ incident, policy, report }: Reviewed): Finding[] {
  const against = reportFacts(incident, policy);
  return report && against ? checkReport(report.body, against) : [];
}

/** What keeps it from being done. */
export function missingIn(reviewed: Reviewed): Finding[] {
  return findingsIn(reviewed).filter(({ isAdvice }) => !isAdvice);
}

/** A comment lists this many; the rest shows once these are mended. */
const MOST_ROWS = 30;

/** Findings as rows of a message. */
export function rowsOfFindings(findings: readonly Finding[]) {
  return findings
    .slice(0, MOST_ROWS)
    .map(({ reason, ...finding }) => ({ ...finding, template: `report-findings/${reason}` }));
}
