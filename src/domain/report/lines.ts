// The lines of a post-mortem and what Markdown makes of each, in one pass: a parser's time grows with the square of the text.
import { type Block, blockAt, COMMENT_END, isOver } from "./blocks.ts";

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Where it begins in the document. */
  readonly from: number;
  readonly kind: "blank" | "text" | "item" | "heading" | "code" | "quote" | "html";
  /** What is read on it: without HTML comments, list markers and the signs of a heading. */
  readonly text: string;
  /** The column at which it begins. */
  readonly indent: number;
  /** Of a heading, 1 to 6; else 0. */
  readonly depth: number;
}

type Read = Pick<Line, "kind" | "text" | "indent" | "depth">;

/** What the lines so far mean for the next. */
interface State {
  /** The columns at which the contents of the open lists begin, outermost first. */
  lists: number[];
  /** Code or HTML that goes on, and the column of the list it stands in. */
  block?: Block & { readonly indent: number };
  isParagraph: boolean;
  /** A paragraph in a quote, which goes on without its sign. */
  isQuote: boolean;
  /** A comment that began within a paragraph. */
  isComment: boolean;
}

/** All lines of a document, whatever ends them. */
export function linesOf(markdown: string): Line[] {
  const lines: Line[] = [];
  const state: State = { lists: [], isParagraph: false, isQuote: false, isComment: false };
  let from = 0;
  for (const { index, 0: end } of markdown.matchAll(/\r\n|\r|\n|$/g)) {
    const raw = markdown.slice(from, index);
    const isSign = isUnderline(raw, state, lines.at(-1));
    // The title of a longer paragraph is none that anybody looks for.
    const title = isSign && lines.at(-2)?.kind !== "text" ? lines.pop() : undefined;
    if (title) lines.push({ ...title, kind: "heading", depth: raw.includes("=") ? 1 : 2 });
    lines.push({ number: lines.length + 1, from, ...(isSign ? blank(state) : readLine(raw, state)) });
    from = index + end.length;
  }
  return lines;
}

const nothing = (kind: Line["kind"], text = ""): Read => ({ kind, text, indent: 0, depth: 0 });

function blank(state: State): Read {
  state.isParagraph = false;
  state.isQuote = false;
  return nothing("blank");
}

/** `===` or `---` under a paragraph, which is then a heading. */
function isUnderline(raw: string, state: State, above: Line | undefined): boolean {
  const isUnder = state.isParagraph && !state.block && state.lists.length === 0 && above?.kind === "text";
  return isUnder && /^ {0,3}(?:=+|-+)[ \t]*$/.test(raw);
}

function readLine(raw: string, state: State): Read {
  const indent = columns(raw, 0);
  const rest = raw.trim();
  const { block } = state;
  if (block && (rest === "" || indent >= block.indent)) {
    if (!(block.fence && indent - block.indent >= 4) && isOver(block, rest)) state.block = undefined;
    return block.kind === "html" && rest === "" ? nothing("blank") : nothing(block.kind, shownAfter(block, rest));
  }
  state.block = undefined;
  if (rest === "") return blank(state);
  const around = state.lists.findLast((column) => column <= indent) ?? 0;
  if (indent - around < 4) return startedLine(raw.slice(raw.length - raw.trimStart().length).trimEnd(), indent, state);
  return state.isParagraph || state.isQuote ? paragraph(rest, indent, state) : nothing("code");
}

/** The text behind the end of an HTML comment, or on a line of other HTML. */
function shownAfter(block: Block, rest: string): string {
  if (block.kind === "code") return "";
  if (block.end !== COMMENT_END) return withoutComments(rest).text;
  const end = rest.indexOf(COMMENT_END);
  return end < 0 ? "" : rest.slice(end + COMMENT_END.length).trim();
}

/** Lists in lists on one line, of which more is an attack. */
const DEEPEST = 16;
const MARKER = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;

/** A line that may begin a heading, a quote, a list, code or HTML; else it is a paragraph's. */
function startedLine(content: string, indent: number, state: State): Read {
  const inside = state.lists.filter((column) => column <= indent);
  const interrupts = state.isParagraph && inside.length === state.lists.length;
  let [rest, column, depth] = [content, indent, 0];
  for (; depth < DEEPEST && !isRule(rest); depth++) {
    const marker = MARKER.exec(rest)?.[0];
    // Within a paragraph only a list that begins, and has words, is one.
    if (!marker || (depth === 0 && interrupts && (rest === marker || (marker.length > 1 && !/^1[.)]$/.test(marker)))))
      break;
    const space = columns(rest.slice(marker.length), column + marker.length);
    const after = rest.slice(marker.length).trimStart();
    const isWide = after === "" || space > 4;
    column += marker.length + (isWide ? 1 : space);
    if (depth === 0) state.lists = inside;
    state.lists.push(column);
    rest = after;
    state.isParagraph = false;
    state.isQuote = false;
    if (isWide) return nothing("item", space > 4 ? "" : rest);
  }
  const read = depth === DEEPEST ? nothing("code") : begun(rest, { column, inside, isItem: depth > 0 }, state);
  return read.kind === "text" && depth > 0 ? { ...read, kind: "item", indent } : { ...read, indent };
}

/** `---`, `* * *`, … */
function isRule(text: string): boolean {
  return /^(?:-{3,}|\*{3,}|_{3,})$/.test(text.replace(/[ \t]+/g, ""));
}

/** What begins behind the list markers of a line. */
function begun(
  rest: string,
  { column, inside, isItem }: { column: number; inside: number[]; isItem: boolean },
  state: State,
): Read {
  const block = blockAt(rest, state.isParagraph || state.isQuote);
  const heading = /^#{1,6}(?=[ \t]|$)/.exec(rest)?.[0];
  if (!block && !heading && !rest.startsWith(">") && !isRule(rest)) {
    if (!state.isParagraph && !state.isQuote && !isItem) state.lists = inside;
    return paragraph(rest, column, state);
  }
  if (!isItem) state.lists = inside;
  state.isParagraph = false;
  state.isQuote = /^>[ \t]*(?![ \t#`~>]|$)/.test(rest);
  if (block) {
    if (!isOver(block, rest, true)) state.block = { ...block, indent: state.lists.at(-1) ?? 0 };
    return nothing(block.kind, block.kind === "html" ? withoutComments(rest).text : "");
  }
  if (!heading) return nothing(rest.startsWith(">") ? "quote" : "blank");
  const title = withoutComments(
    rest
      .slice(heading.length)
      .trim()
      .replace(/(?:^|[ \t])#+$/, ""),
  ).text;
  return state.lists.length > 0 ? nothing("text", title) : { ...nothing("heading", title), depth: heading.length };
}

function paragraph(rest: string, indent: number, state: State): Read {
  if (state.isQuote) return nothing("quote");
  const end = state.isComment && state.isParagraph ? rest.indexOf(COMMENT_END) : -COMMENT_END.length;
  const { text, isOpen } =
    end === -1 ? { text: "", isOpen: true } : withoutComments(rest.slice(end + COMMENT_END.length));
  state.isParagraph = true;
  state.isComment = isOpen;
  return { kind: "text", text, indent, depth: 0 };
}

/** A line's text as it is shown: comments in code stay, one that does not end here takes the rest. */
export function withoutComments(line: string): { text: string; isOpen: boolean } {
  const code = masked(line);
  let [text, from] = ["", 0];
  for (let at = code.indexOf("<!--"); at >= 0; at = code.indexOf("<!--", from)) {
    text += line.slice(from, at);
    const end = line.indexOf(COMMENT_END, at);
    if (end < 0) return { text: text.trim(), isOpen: true };
    from = end + COMMENT_END.length;
  }
  return { text: (text + line.slice(from)).trim(), isOpen: false };
}

/** The same text, as long as it is, with nothing to be found in its code spans. */
export function masked(text: string): string {
  return text.replace(/`[^`]*`/g, (code) => "x".repeat(code.length));
}

/** The columns that the white space at the beginning takes; a tab goes on to the next column that four divides. */
function columns(text: string, start: number): number {
  let column = start;
  for (const character of text) {
    if (character === "\t") column += 4 - (column % 4);
    else if (character === " ") column++;
    else break;
  }
  return column - start;
}
