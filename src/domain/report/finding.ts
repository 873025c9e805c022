// A finding: one thing that a post-mortem lacks, with its line and what to write. Advice blocks nothing.
import type { DateTime } from "luxon";

export interface Finding {
  /** From 1; 1 also for what stands nowhere. */
  readonly line: number;
  /** Names the template `report-findings/<reason>`. */
  readonly reason: string;
  readonly data: Record<string, unknown>;
  readonly isAdvice: boolean;
}

/** What the incident says about itself, against which its post-mortem is checked. */
export interface ReportFacts {
  readonly severity: string;
  readonly declaredAt: DateTime;
  readonly resolvedAt: DateTime;
  readonly timezone: string;
}

export function finding(line: number, reason: string, data: Record<string, unknown> = {}): Finding {
  return { line, reason, data, isAdvice: false };
}

/** Characters of somebody's words in a finding: enough to find them by. */
const LONGEST_QUOTE = 80;

export function quoted(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}
