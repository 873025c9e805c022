// The post-mortem document, read and checked: what it lacks, line by line. Strict on structure, mild on wording.
import { DateTime } from "luxon";
import { checkCause } from "./cause.ts";
import { type Finding, finding, quoted, type ReportFacts } from "./finding.ts";
import { typedItems } from "./items.ts";
import type { Line } from "./lines.ts";
import { type Outline, outlineOf, placeholderOf, type Section } from "./outline.ts";
import { checkDuration, checkTimeline, widestWindow } from "./times.ts";
import { adviseWording } from "./wording.ts";

export type { Finding, ReportFacts } from "./finding.ts";
export { type ActionItem, markItem, readActionItems } from "./items.ts";
export { hasOwnedParts, replaceOwnedParts } from "./owned.ts";

/** Everything that keeps a post-mortem from being done, and advice; in the order of its lines. */
export function checkReport(markdown: string, facts: ReportFacts): Finding[] {
  const outline = outlineOf(markdown);
  const duration = checkDuration(outline, facts);
  const widest = widestWindow(facts);
  const findings = [
    ...checkPlaceholders(outline),
    ...checkHeadings(outline),
    ...checkSeverity(outline, facts),
    ...duration.findings,
    ...checkImpact(outline),
    ...checkTimeline(outline, { ...widest, start: duration.start ?? widest.start }, facts),
    ...checkCause(outline),
    ...checkItems(outline, facts),
    ...adviseWording(outline),
  ];
  return findings.toSorted((one, other) => one.line - other.line);
}

function checkPlaceholders({ lines }: Outline): Finding[] {
  return lines.flatMap((line) => {
    const placeholder = placeholderOf(line);
    return placeholder ? [finding(line.number, "placeholder", { placeholder: quoted(placeholder) })] : [];
  });
}

const NEEDED: readonly Section[] = ["timeline", "root-cause", "action-items"];

function checkHeadings({ headings }: Outline): Finding[] {
  const firstOf = (wanted: Section) => headings.find(({ section }) => section === wanted);
  const missing = NEEDED.filter((section) => !firstOf(section));
  const again = headings.filter((heading) => firstOf(heading.section) !== heading);
  return [
    ...missing.map((section) => finding(1, "heading-missing", { section })),
    ...again.map(({ line, title, section }) =>
      finding(line, "heading-twice", { title: quoted(title), first: firstOf(section)?.line }),
    ),
  ];
}

/** `P1` and `P1 (High)` are P1; the response plan's `P0/P1/P2/P3` is still a choice. */
function checkSeverity({ fields }: Outline, { severity }: ReportFacts): Finding[] {
  const { line = 1, value = "", isWaiting = false } = fields.severity ?? {};
  if (isWaiting) return [];
  if (value === "") return [finding(line, "severity-missing", { severity })];
  const given = /^[A-Za-z][\w-]*(?!\/|[\w-])/.exec(value.replace(/\\/g, "").replace(/^[^A-Za-z]+/, ""))?.[0];
  if (given?.toLowerCase() === severity.toLowerCase()) return [];
  return [finding(line, "severity-differs", { given: quoted(value), severity })];
}

/** A line of its own, the lines that follow it, or a section. */
function checkImpact({ fields, under, headings, lines }: Outline): Finding[] {
  const isSaid = ({ text, kind }: Line) => text !== "" && kind !== "heading";
  if (fields.impact?.value || under("impact").some(isSaid)) return [];
  const line = fields.impact?.line ?? headings.find(({ section }) => section === "impact")?.line ?? 1;
  const next = fields.impact && lines.slice(line).find(({ kind }) => kind !== "blank");
  const isField = Object.values(fields).some((field) => field.line === next?.number);
  return next && isSaid(next) && !isField ? [] : [finding(line, "impact-missing")];
}

/** Words of a sentence that says why there is nothing to do. */
const FEWEST_WORDS = 3;

function checkItems(outline: Outline, facts: ReportFacts): Finding[] {
  const lines = outline.under("action-items");
  const items = typedItems(outline);
  const heading = outline.headings.find(({ section }) => section === "action-items");
  const isReason = ({ kind, text }: Line) => kind === "text" && text.split(/\s+/).length >= FEWEST_WORDS;
  if (heading && items.length === 0 && !lines.some((line) => isReason(line) || placeholderOf(line)))
    return [finding(heading.line, "actions-missing")];
  const seen = new Map<string, number>();
  return items.flatMap(({ item, date }) => {
    const key = item.text.toLowerCase();
    const first = seen.get(key);
    seen.set(key, first ?? item.line);
    const text = quoted(item.text);
    return [
      ...(item.owner ? [] : [finding(item.line, "action-without-owner", { text })]),
      ...checkDate(item.line, date, { text, ...facts }),
      ...(first ? [finding(item.line, "action-twice", { text, first })] : []),
    ];
  });
}

function checkDate(line: number, date: string | undefined, about: ReportFacts & { text: string }): Finding[] {
  const { text, resolvedAt, timezone } = about;
  if (!date) return [finding(line, "action-without-date", { text })];
  if (!DateTime.fromISO(date).isValid) return [finding(line, "action-date-impossible", { given: date })];
  const isPast = date < (resolvedAt.setZone(timezone).toISODate() ?? "");
  return isPast ? [finding(line, "action-date-past", { given: date, resolvedAt })] : [];
}
