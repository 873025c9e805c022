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
  const lines = markdown.split(/\r\n|\r|\n/);
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

/** The numbers of the lines on which plain text of a top-level paragraph begins. */
function spokenLines(markdown: string): Set<number> {
  const lines = new Set<number>();
  for (const block of fromMarkdown(markdown).children) {
    if (block.type !== "paragraph" || !block.position) continue;
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
