// What stands where in a post-mortem: the sections of the response plan by their headings, in English and in French.
import { type Line, linesOf, masked } from "./lines.ts";
import { ownedParts } from "./owned.ts";

export type Section =
  | "impact"
  | "timeline"
  | "root-cause"
  | "whys"
  | "went-well"
  | "lucky"
  | "action-items"
  | "runbooks";
export type Field = "severity" | "duration" | "impact";

const TITLES: Record<Section, readonly string[]> = {
  impact: ["impact"],
  timeline: ["timeline", "timeline of events", "chronologie", "chronologie des événements"],
  "root-cause": ["root cause", "root causes", "root cause analysis", "cause racine", "causes racines"],
  whys: ["five whys", "5 whys", "the five whys", "the 5 whys", "les 5 pourquoi", "les cinq pourquoi", "5 pourquoi"],
  "went-well": ["what went well", "ce qui a bien marché"],
  lucky: ["where we were lucky", "where we got lucky", "là où nous avons eu de la chance"],
  "action-items": ["action items", "action item", "actions", "action"],
  runbooks: ["runbooks", "runbook"],
};
const LABELS: Record<Field, readonly string[]> = {
  severity: ["severity", "sévérité", "gravité"],
  duration: ["duration", "durée"],
  impact: ["impact"],
};

export interface Heading {
  readonly line: number;
  readonly title: string;
  readonly section: Section;
}

interface Value {
  readonly line: number;
  readonly value: string;
  /** A placeholder stands there still. */
  readonly isWaiting: boolean;
}

export interface Outline {
  readonly lines: readonly Line[];
  /** The plan's own headings; others are people's business. */
  readonly headings: readonly Heading[];
  /** The first of each. */
  readonly fields: Partial<Record<Field, Value>>;
  /** The lines under a heading, up to the plan's next one or any of the same rank. */
  under(section: Section): readonly Line[];
  /** Whether the app wrote the line, and will again. */
  isOwned(line: Line): boolean;
}

export function outlineOf(markdown: string): Outline {
  const lines = linesOf(markdown);
  const headings: Heading[] = [];
  const fields: Outline["fields"] = {};
  const sections: Partial<Record<Section, Line[]>> = {};
  let open: { section: Section; depth: number } | undefined;
  for (const line of lines) {
    const section = line.kind === "heading" ? named(TITLES, line.text) : undefined;
    if (section) {
      headings.push({ line: line.number, title: line.text, section });
      open = { section, depth: line.depth };
      sections[section] ??= [];
    } else if (open && line.kind === "heading" && line.depth <= open.depth) open = undefined;
    else if (open) sections[open.section]?.push(line);
    else noteField(line, fields);
  }
  const owned = ownedLines(lines, markdown);
  return { lines, headings, fields, under: (section) => sections[section] ?? [], isOwned: (line) => owned.has(line) };
}

/** The lines between the app's markers. */
function ownedLines(lines: readonly Line[], markdown: string): Set<Line> {
  const parts = ownedParts(markdown);
  let next = 0;
  return new Set(
    lines.filter(({ from }) => {
      while (from >= (parts[next]?.to ?? Number.POSITIVE_INFINITY)) next++;
      return from >= (parts[next]?.from ?? Number.POSITIVE_INFINITY);
    }),
  );
}

/** `**Impact**: 30 % of users`, in a list or not. */
function noteField(line: Line, fields: Outline["fields"]): void {
  const { kind, text, number } = line;
  if (kind !== "text" && kind !== "item") return;
  const colon = text.slice(0, LONGEST_TITLE).indexOf(":");
  const field = colon > 0 ? named(LABELS, text.slice(0, colon)) : undefined;
  const value = text.slice(colon + 1).replace(/^[*_\s]+/, "");
  if (field) fields[field] ??= { line: number, value, isWaiting: placeholderOf(line) !== undefined };
}

const LONGEST_TITLE = 80;

/** What a heading or a label stands for: `## ⏱️ Timeline (UTC)` is *timeline*. */
function named<Name extends string>(names: Record<Name, readonly string[]>, text: string): Name | undefined {
  if (text.length > LONGEST_TITLE) return undefined;
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/\([^()]*\)$|[^\p{L}\p{N}\s]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  return (Object.keys(names) as Name[]).find((name) => names[name].includes(plain));
}

/** `[… what to write]`, or one of the response plan's own; not a link, not one that somebody's words only look like. */
const PLACEHOLDER = /(?<!\\)\[(?:…[^[\]]+|YYYY-MM-DD|AAAA-MM-JJ|Number of users\/services affected)\](?!\()/;

/** The first placeholder of a line; undefined when it has none. */
export function placeholderOf({ text }: Line): string | undefined {
  const match = PLACEHOLDER.exec(masked(text));
  return match ? text.slice(match.index, match.index + match[0].length) : undefined;
}

/** Whether something is written there, be it code or a quotation; a sub-heading alone says nothing. */
export function hasContent(lines: readonly Line[]): boolean {
  return lines.some(({ kind, text }) => kind === "code" || kind === "quote" || (kind !== "heading" && text !== ""));
}
