// Action items: the check boxes under their heading, `- [ ] text @owner 2026-01-31`.
import { DateTime } from "luxon";
import { type Line, masked, withoutComments } from "./lines.ts";
import { type Outline, outlineOf, placeholderOf } from "./outline.ts";

export interface ActionItem {
  /** From 1. */
  readonly line: number;
  readonly isDone: boolean;
  /** Without owner, date and issue. */
  readonly text: string;
  /** `bob` or `acme/sre`, without the sign. */
  readonly owner?: string;
  /** A day that exists, as `2026-01-31`. */
  readonly due?: string;
  /** The issue that the app opened for it, `#12` at the end. */
  readonly issue?: number;
}

const BOX = /^\[([ xX])\][ \t]+(\S.*)$/;
const OWNER = /^\(?@([A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9][A-Za-z0-9_-]{0,99})?)\)?[,;:.]?$/;
const DATE = /^\(?(\d{4}-\d{2}-\d{2})\)?[,;:.]?$/;
const ISSUE = /(?:^|[ \t])#([1-9]\d{0,9})$/;

/** Boxes in code, quotes and comments are none, and a placeholder is not one yet. */
export function readActionItems(markdown: string): ActionItem[] {
  return typedItems(outlineOf(markdown)).map(({ item }) => item);
}

/** The items with the date as it was typed, which may be none of the calendar. */
export function typedItems(outline: Outline): { item: ActionItem; date?: string }[] {
  const lines = outline.under("action-items");
  return lines.flatMap((line, index) => {
    const [, tick = "", words = ""] = (line.kind === "item" && BOX.exec(line.text)) || [];
    if (words === "") return [];
    const issue = ISSUE.exec(words)?.[0];
    const text = [issue ? words.slice(0, -issue.length) : words, ...restOf(line, lines, index)].join(" ");
    if (placeholderOf({ ...line, text })) return [];
    const { date, ...rest } = partsOf(text);
    const due = date && DateTime.fromISO(date).isValid ? date : undefined;
    const number = issue ? Number(issue.trim().slice(1)) : undefined;
    return [{ item: { line: line.number, isDone: tick !== " ", ...rest, due, issue: number }, date }];
  });
}

/** The further lines of an item that is longer than one. */
function restOf(item: Line, lines: readonly Line[], index: number): string[] {
  const rest: string[] = [];
  for (let next = index + 1; lines[next]?.kind === "text"; next++) {
    const { indent, text } = lines[next] as Line;
    if (indent <= item.indent) break;
    rest.push(text);
  }
  return rest;
}

/** The last owner and the last date of an item, wherever they stand, and the text without them. */
function partsOf(words: string): { text: string; owner?: string; date?: string } {
  const tokens = [...masked(words).matchAll(/\S+/g)];
  const owner = tokens.findLast(([token]) => OWNER.test(token));
  const date = tokens.findLast(([token]) => DATE.test(token));
  const rest = tokens.filter((token) => token !== owner && token !== date);
  const isSign = ([token]: RegExpExecArray) => /^[-–—,;:.|→·]+$/.test(token);
  const [first, last] = [rest.findIndex((token) => !isSign(token)), rest.findLastIndex((token) => !isSign(token))];
  const text = rest
    .slice(Math.max(0, first), last + 1)
    .map(({ index, 0: token }) => words.slice(index, index + token.length))
    .join(" ");
  return { text, owner: owner && OWNER.exec(owner[0])?.[1], date: date && DATE.exec(date[0])?.[1] };
}

const RAW_BOX = /^((?:[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]))+[ \t]+\[)([ xX])(?=\])/;

/** The document with one item ticked or not, or with its issue behind it; no other character changes. */
export function markItem(
  markdown: string,
  line: number,
  { isDone, issue }: { isDone?: boolean; issue?: number },
): string {
  const pieces = markdown.split(/(\r\n|\r|\n)/);
  const at = (line - 1) * 2;
  const raw = pieces[at] ?? "";
  const [whole, before = "", tick = ""] = RAW_BOX.exec(raw) ?? [];
  if (!whole) return markdown;
  const sign = isDone === undefined || isDone === (tick !== " ") ? tick : isDone ? "x" : " ";
  const rest = raw.slice(whole.length);
  pieces[at] = before + sign + (issue === undefined ? rest : withIssue(rest, issue));
  return pieces.join("");
}

/** Behind the last word that is shown: in front of a comment that ends on another line, and once only. */
function withIssue(rest: string, issue: number): string {
  const { text, isOpen } = withoutComments(rest);
  if (Number(ISSUE.exec(text)?.[1]) === issue) return rest;
  const words = (isOpen ? rest.slice(0, masked(rest).lastIndexOf("<!--")) : rest).trimEnd();
  return `${words} #${issue}${rest.slice(words.length)}`;
}
