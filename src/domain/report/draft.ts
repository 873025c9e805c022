// The draft of a post-mortem: the response plan's Incident Report with everything filled in that is known.
import { DateTime } from "luxon";
import { rowOf } from "../card.ts";
import type { Message } from "../effects.ts";
import type { Incident } from "../incident.ts";
import { encodeMarkdown, plainText } from "../markdown.ts";
import { type Policy, promisesOf } from "../policy.ts";
import { owingSeverity } from "../post-mortem.ts";
import { actionsOf, type Entry, type EntryKind, isShown } from "../timeline.ts";
import { EARLIEST } from "./times.ts";

/** Characters that the timeline may take; GitHub keeps 65,536 of a whole text, and people have to write theirs. */
const ROOM = 30_000;
/** Points of the chart; more cannot be read. */
const MOST_POINTS = 15;
/** GitHub's longest title. */
const LONGEST_TITLE = 256;
/** What is about the post-mortem, or stands under its action items, did not happen in the incident. */
const ELSEWHERE: readonly EntryKind[] = ["wanted", "report", "reviewed", "waived", "action"];

type Row = ReturnType<typeof rowOf>;

/** The plan's own name for it. */
const TITLE = { en: "Incident Report", fr: "Rapport d’incident" } as const;

/** Title and text of the report. What happened after the resolution is no part of it. */
export function draftReport(incident: Incident, policy: Policy): { title: string; message: Message } {
  const { issue, declaredAt, ended, timeline } = incident;
  const resolvedAt = ended?.at ?? timeline.at(-1)?.at ?? declaredAt;
  const isPart = (entry: Entry) => isShown(entry) && !ELSEWHERE.includes(entry.kind) && entry.at <= resolvedAt;
  const earliest = declaredAt.minus(EARLIEST);
  const entries = timeline.filter(isPart);
  const during = entries.filter(({ at }) => at >= earliest);
  const rows = latestThatFit(during.map(rowOf));
  const date = dateParts(declaredAt.setZone(policy.timezone).toISODate() ?? "");
  const data = {
    date,
    title: issue.title,
    url: issue.url,
    severity: severityOf(incident, policy),
    impact: incident.impact ?? "",
    components: incident.components,
    declaredAt,
    startedAt: DateTime.min(declaredAt, ...during.map(({ at }) => at)),
    resolvedAt,
    rows,
    hiddenRows: during.length - rows.length,
    points: rows.slice(-MOST_POINTS),
    // Too long before to be the incident, and perhaps its cause.
    before: latestThatFit(entries.filter(({ at }) => at < earliest).map(rowOf)).slice(-MOST_POINTS),
    actions: actionRows(incident),
    isDrill: incident.isDrill,
  };
  // The title of a pull request becomes the message of its commit: what it names must not be closed or called by it.
  const named = plainText(encodeMarkdown(issue.title));
  const title = `${TITLE[policy.locale]} - ${date.year}-${date.month}-${date.day} - ${named}`;
  return { title: title.slice(0, LONGEST_TITLE).toWellFormed(), message: { template: "report", data } };
}

/** The severity that owes the report, because a downgrade after the resolution erases nothing; the worst if none is known. */
function severityOf(incident: Incident, policy: Policy): string {
  return owingSeverity(incident, policy) ?? incident.severity ?? promisesOf(policy, undefined).name;
}

/** In parts, because what is put in as a whole has its hyphens escaped. */
function dateParts(date: string): { year: string; month: string; day: string } {
  const [year = "", month = "", day = ""] = date.split("-");
  return { year, month, day };
}

/** The action items that have their issue already, as they stand. */
function actionRows({ timeline }: Incident) {
  return [...actionsOf(timeline).values()].map(({ number, text, owner, due, isDone }) => ({
    number,
    text,
    owners: owner ? [`@${owner}`] : [],
    due: due ? dateParts(due) : "",
    isDone,
  }));
}

function latestThatFit(rows: readonly Row[]): Row[] {
  let left = ROOM;
  const isTooMuch = ({ data }: Row) => {
    left -= 60 + encodeMarkdown(JSON.stringify(data)).length;
    return left < 0;
  };
  return rows.slice(rows.findLastIndex(isTooMuch) + 1);
}
