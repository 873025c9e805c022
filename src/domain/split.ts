// Finds the commands in a comment: at the start of a line, outside code, quotes, lists and HTML comments.
import { fromMarkdown } from "mdast-util-from-markdown";

export interface TypedCommand {
  /** In lower case, without the slash. */
  readonly name: string;
  readonly rest: string;
}

/** Nobody types a command of more than this many characters; the rest of the line is cut. */
const LONGEST_LINE = 1000;
/** Commands per comment; what a person types fits easily, what a machine pastes does not matter. */
const MOST_COMMANDS = 20;
const COMMAND = /^ {0,3}\/([A-Za-z][A-Za-z-]{0,29})(?:[ \t]+(.*))?$/;

/** The commands of a comment's Markdown, in order. A line that only looks like one (in code, in a quote) is not. */
export function splitCommands(markdown: string): TypedCommand[] {
  const lines = linesThatMatter(markdown);
  const candidates = lines.flatMap((line, index) => {
    const match = COMMAND.exec(line.slice(0, LONGEST_LINE));
    return match?.[1] ? [{ line: index + 1, name: match[1].toLowerCase(), rest: (match[2] ?? "").trim() }] : [];
  });
  if (candidates.length === 0) return [];
  const spoken = spokenLines(lines.join("\n"));
  return candidates
    .filter(({ line }) => spoken.has(line))
    .slice(0, MOST_COMMANDS)
    .map(({ name, rest }) => ({ name, rest }));
}

/** Whether a comment says anything besides its commands. */
export function hasWords(markdown: string): boolean {
  return markdown.split(/\r\n|\r|\n/).some((line) => line.trim() !== "" && !COMMAND.test(line.slice(0, LONGEST_LINE)));
}

/** The parser's time grows with the square of what it is given: minutes for 60,000 characters made for that. */
const MOST_LINES = 2000;
const MOST_CHARACTERS = 16_000;
/** A line of so many quotes and lists in one another is an attack; what follows on it does not matter. */
const TOO_DEEP = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){16}/;
/** Words that neither begin nor end anything. A second such line changes nothing, so a pasted log is short. */
const WORDS = /^([ \t]*)(?!\d{1,9}[.)](?:[ \t]|$))[A-Za-z0-9][^`<>]*$/;
/** Emphasis hides nothing. */
const WITHOUT_EMPHASIS = { disable: { null: ["attention"] } };

/** The lines that decide what is a command, without those that only repeat what stands above them. */
function linesThatMatter(markdown: string): string[] {
  const lines: string[] = [];
  let size = 0;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const short = shortened(line);
    if (short === lines.at(-1) && (short === "" || WORDS.test(line))) continue;
    size += short.length + 1;
    if (size > MOST_CHARACTERS || lines.length >= MOST_LINES) break;
    lines.push(short);
  }
  return lines;
}

/** As much of a line as decides: a command, nothing, the depth of an attack, or that there are words. */
function shortened(line: string): string {
  if (COMMAND.test(line.slice(0, LONGEST_LINE))) return line.slice(0, LONGEST_LINE);
  if (line.trim() === "") return "";
  const indentation = WORDS.exec(line)?.[1];
  return indentation === undefined ? (TOO_DEEP.exec(line)?.[0] ?? line) : `${indentation}a`;
}

/** The numbers of the lines on which plain text of a top-level paragraph (or underlined heading) begins. */
function spokenLines(markdown: string): Set<number> {
  const lines = new Set<number>();
  for (const block of fromMarkdown(markdown, { extensions: [WITHOUT_EMPHASIS] }).children) {
    if ((block.type !== "paragraph" && block.type !== "heading") || !block.position) continue;
    const hidden = new Set<number>();
    // A code span, an HTML comment or a link that runs over several lines hides the beginnings of those lines.
    for (const inline of block.children) {
      if (inline.type === "text" || !inline.position) continue;
      const from = inline.position.start.column === 1 ? inline.position.start.line : inline.position.start.line + 1;
      for (let line = from; line <= inline.position.end.line; line++) hidden.add(line);
    }
    for (let line = block.position.start.line; line <= block.position.end.line; line++) {
      if (!hidden.has(line)) lines.add(line);
    }
  }
  return lines;
}

/** A short name for a command line, to know it again: the same line has the same key (FNV-1a, base 36). */
export function lineKey({ name, rest }: TypedCommand): string {
  let hash = 0x811c9dc5;
  for (const char of `${name} ${rest}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}
