// Follows a post-mortem that is written in a pull request: what is checked, merged, closed and opened again. Pure.
import { DateTime } from "luxon";
import type { Effect, EffectOf } from "../domain/effects.ts";
import type { Facts } from "../domain/facts.ts";
import type { Incident } from "../domain/incident.ts";
import type { Policy } from "../domain/policy.ts";
import { isOwed, settledAt } from "../domain/post-mortem.ts";
import { type FileChange, type PullDocument, printBranch, printPath } from "../domain/pull.ts";
import { draftReport } from "../domain/report/draft.ts";
import { findingsIn, missingIn, reportFacts, rowsOfFindings } from "../domain/report/review.ts";
import { type Entry, entriesOf, latest } from "../domain/timeline.ts";

interface Followed {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
}

interface Written {
  readonly incident: Incident;
  readonly facts: Facts;
  readonly pull: PullDocument;
}

/** Where the next post-mortem is written, when the policy wants it in a pull request; one that was lost goes on. */
export function planPull(incident: Incident, policy: Policy, lost?: PullDocument): EffectOf<"open">["pull"] {
  if (policy.postMortem.in !== "pull_request") return undefined;
  const { number, title } = incident.issue;
  const date = incident.declaredAt.setZone(policy.timezone).toISODate() ?? "";
  return {
    branch: printBranch(number, entriesOf(incident.timeline, "report").length + 1),
    path: lost?.path ?? printPath(policy.postMortem.path, date, title),
    description: { template: "report-pull", data: { incident: number, title, lost: lost?.number ?? 0 } },
    kept: lost?.body || undefined,
  };
}

/** Open it is checked and kept up to date; merged it is done, or said to lack something; closed it is opened again, once. */
export function followPull(written: Written, text: string): Followed {
  const { pull, incident, facts } = written;
  const isExplained = !isOwed(incident, facts.policy) || incident.said.has(`closed:${pull.number}`);
  if (pull.isOpen) {
    const why = pull.wasReopened && !isExplained ? said("closed", written) : { entries: [], effects: [] };
    return { entries: why.entries, effects: [tended(written, text), ...why.effects] };
  }
  if (settledAt(incident)) return { entries: [], effects: [] };
  if (pull.request.merged) return followMerged(written);
  return isExplained || pull.wasReopened || pull.isGone ? { entries: [], effects: [] } : openedAgain(written);
}

/** Done, it is left to be merged; waived, nobody is to merge it. */
function tended({ incident, facts: { policy }, pull }: Written, text: string): Effect {
  const settled = settledAt(incident);
  const isWaived = settled !== undefined && +(latest(incident.timeline, "waived")?.at ?? 0) === +settled;
  if (isWaived) return { do: "revise", pull, isOpen: false };
  // While the incident goes on again every entry would be a commit.
  const fresh = settled || !incident.ended ? undefined : draftReport(incident, policy).message;
  return { do: "revise", pull, text, fresh, against: reportFacts(incident, policy) };
}

function followMerged(written: Written): Followed {
  const { incident, facts, pull } = written;
  const { merged } = pull.request;
  const { policy, now } = facts;
  if (!merged || !incident.ended) return { entries: [], effects: [] };
  if (missingIn({ incident, policy, report: pull }).length === 0) {
    const last = completion(written) ?? merged;
    // Whoever writes a commit sets its time: it is neither before the merge nor in the future.
    const at = DateTime.max(incident.ended.at, merged.at, DateTime.min(last.at, now.startOf("second")));
    return { entries: [{ kind: "reviewed", at, by: last.by?.login }], effects: [] };
  }
  const isSaid = incident.said.has(`merged:${pull.number}`);
  return isSaid || !isOwed(incident, policy) ? { entries: [], effects: [] } : said("merged", written);
}

/** The push that completed it where it was merged to; undefined when it was merged complete. */
function completion({ incident, facts: { policy }, pull: { changed, request } }: Written): FileChange | undefined {
  if (!changed || !request.merged || changed.at <= request.merged.at) return undefined;
  const wasComplete = missingIn({ incident, policy, report: { body: changed.merged ?? "" } }).length === 0;
  return wasComplete ? undefined : changed;
}

function openedAgain(written: Written): Followed {
  const { entries, effects } = said("closed", written);
  return { entries, effects: [{ do: "revise", pull: written.pull, isOpen: true }, ...effects] };
}

/** One comment on the pull request for whoever merged or closed it. */
function said(what: "merged" | "closed", { incident, facts, pull }: Written): Followed {
  const by = what === "merged" ? pull.request.merged?.by : pull.closedBy;
  const key = `${what}:${pull.number}`;
  const findings = rowsOfFindings(findingsIn({ incident, policy: facts.policy, report: pull }));
  const part = { template: "report-pull-back", data: { findings, path: pull.path, isMerged: what === "merged" } };
  const to = by && !by.isBot ? [`@${by.login}`] : [];
  return {
    entries: [{ kind: "said", at: facts.now, keys: [key] }],
    effects: [{ do: "say", kind: "guard", key, to, parts: [part], on: pull.number, mute: incident.isDrill }],
  };
}
