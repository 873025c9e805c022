// Code and HTML that run over several lines of Markdown: where they begin and where they end.

export interface Block {
  readonly kind: "code" | "html";
  /** The text that ends it, `fence` for a line of its signs, `blank` for an empty line. */
  readonly end: string;
  /** The signs that opened a fence; as many or more of them close it. */
  readonly fence?: string;
}

export const COMMENT_END = "-->";
const RAW = /^<(pre|script|style|textarea)(?=[\s>]|$)/i;
const TAG =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$)/i;
const OTHER_TAG = /^<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?>$/i;

/** The block that begins with this line, if one does. */
export function blockAt(line: string, isParagraph: boolean): Block | undefined {
  const fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[0];
  if (fence) return { kind: "code", end: "fence", fence };
  if (!line.startsWith("<")) return undefined;
  if (line.startsWith("<!--")) return { kind: "html", end: COMMENT_END };
  const raw = RAW.exec(line)?.[1];
  if (raw) return { kind: "code", end: `</${raw.toLowerCase()}>` };
  if (TAG.test(line) || (!isParagraph && OTHER_TAG.test(line))) return { kind: "html", end: "blank" };
  return undefined;
}

/** Whether the block ends with this line; `isFirst` for the line that it begins with. */
export function isOver(block: Block, line: string, isFirst = false): boolean {
  if (block.end === "blank") return line === "";
  if (!block.fence) return line.toLowerCase().includes(block.end);
  const sign = block.fence.charAt(0);
  return !isFirst && line.length >= block.fence.length && line === sign.repeat(line.length);
}
