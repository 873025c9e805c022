// The month's report as an issue: on the first working day, once a month and repository, looked for before it is opened.
import type { DateTime } from "luxon";
import { outcomeOf } from "../adapters/github/outcome.ts";
import type { GitHub, NewIssue, Place } from "../adapters/github/port.ts";
import type { Claim } from "../adapters/store/port.ts";
import { parseMarker, printMarker, type Seal } from "../domain/marker.ts";
import { type Month, monthReportDue } from "../domain/month.ts";
import type { Policy } from "../domain/policy.ts";
import { readArchive } from "./archive.ts";
import { monthMessages } from "./month-formats.ts";
import { Hold, post, type Tools } from "./post.ts";
import { statisticsOf } from "./statistics.ts";

interface Report {
  readonly claim: Claim;
  readonly policy: Policy;
  readonly month: Month;
  /** Where it is opened; number 0. */
  readonly place: Place;
  readonly label: string;
  readonly now: DateTime;
}

/** Opens the report that is due, if there is one; a month without an incident has none. Called on the repository's own lane. */
export async function reportMonth(claim: Claim, policy: Policy, shop: Tools & { clock: { now(): DateTime } }) {
  const now = shop.clock.now();
  const [month, wanted] = [monthReportDue(now, policy), policy.monthlyReport];
  const note = `month:${claim.lane}`;
  if (!month || !wanted || (await shop.store.recall(note)) === month.name) return;
  const place: Place = { ...claim, number: 0, repository: wanted.repository ?? claim.repository };
  const report: Report = { claim, policy, month, place, label: wanted.label, now };
  try {
    if (!(await isThere(report, shop))) await open(report, shop);
  } catch (error) {
    const outcome = error instanceof Hold ? undefined : outcomeOf(error, now);
    if (outcome?.kind !== "permanent") throw error;
    // The other repository is not ours to write to, or this one has no issues: the next sweep may find it otherwise.
    shop.log.warn({ lane: claim.lane, place: place.repository, status: outcome.status }, "no place for the report");
    return;
  }
  await shop.store.remember(note, month.name);
}

/** Somebody with an empty store may have opened it before. */
async function isThere({ claim, month, place, label }: Report, { github, seal }: { github: GitHub; seal: Seal }) {
  for (const { number } of await github.issuesWith(place, label, +month.to)) {
    const issue = await github.issue({ ...place, number });
    const marker = issue && parseMarker(issue.body, claim.lane, seal);
    if (marker?.kind === "month" && marker.text === month.name) return true;
  }
  return false;
}

async function open(report: Report, tools: Tools): Promise<void> {
  const issue = await written(report, tools);
  const write = async (wanted: NewIssue) => (await tools.github.openIssue(report.place, wanted)).number;
  if (issue) await post({ key: `month:${report.month.name}`, write: () => write(issue) }, report, tools);
}

/** The issue in its own words, with the hidden line by which it is known again; undefined for a month without incidents. */
async function written(report: Report, { github, seal, templates }: Tools): Promise<NewIssue | undefined> {
  const { claim, policy, month, now, label } = report;
  const home: Place = { ...claim, number: 0 };
  const { incidents } = await readArchive(home, { policy, since: +month.from }, { github, seal });
  const statistics = statisticsOf(incidents, policy, { month, now });
  const { all, cancelled, duplicates, drills } = statistics;
  if (all.incidents + cancelled + duplicates + drills === 0) return undefined;
  const messages = monthMessages(claim.repository, statistics);
  const title = await templates.render(messages.title, report);
  const text = await templates.render(messages.report, report);
  const marker = printMarker({ kind: "month", text: month.name }, claim.lane, seal);
  return { title, body: `${text}\n\n${marker}`, labels: [label], assignees: [] };
}
