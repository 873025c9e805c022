// What an incident's inbox tells: facts that GitHub itself does not show.
import { raisedIn } from "../domain/alert-marker.ts";
import type { Facts } from "../domain/facts.ts";
import type { Issue } from "../domain/issue.ts";
import type { Seal } from "../domain/marker.ts";
import type { Notice } from "./notice.ts";

/** What was told that GitHub does not show, and what the issue says of the alert that it was opened for. */
export function told(issue: Issue, notices: readonly Notice[], seal: Seal): Partial<Facts> {
  return {
    isReportEdited: notices.some(({ isEdited }) => isEdited),
    alerts: notices.flatMap(({ alert }) => alert ?? []),
    raised: raisedIn(issue, seal),
    sent: notices.flatMap(({ mailed, unheard }) => [mailed ?? [], unheard ?? []].flat()),
    evidence: notices.flatMap(({ evidence }) => evidence ?? []),
    clicks: notices.flatMap(({ click }) => click ?? []),
  };
}
