// Reads what the app wrote as GitHub would: parsed as GitHub Flavored Markdown, entities decoded, code left out.
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What GitHub finds in plain text, after Markdown; wider than GitHub's own expressions. */
const IN_TEXT: readonly (readonly [string, RegExp])[] = [
  ["mention", /[@＠﹫][\p{L}\p{N}_-]+(?:\/[\w.-]+)?/gu],
  ["reference", /(?:[\w.-]+\/[\w.-]+)?[#＃﹟]\d+|\bGH-\d+/gi],
  ["commit", /(?<![0-9a-z#])[0-9a-f]{7,40}(?![0-9a-z])/gi],
  ["address", /(?:https?|ftp):\/\/\S*|www\.\S+/gi],
  ["invisible", /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u206f\ufeff]/g],
];

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly lang?: string | null;
  readonly children?: readonly Node[];
}

const INLINE = ["text", "inlineCode", "emphasis", "strong", "delete", "break"];

export interface Reading {
  /** Everything that would do something: mentions, links, references, HTML, code blocks; sorted. */
  readonly finds: readonly string[];
  /** The kinds of its blocks, as they stand in one another. */
  readonly shape: string;
}

/** Without the second search for addresses in plain text, which takes most of the time: ours looks for more. */
const MDAST = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);
const SYNTAX = gfm();
const parse = (markdown: string): Node =>
  fromMarkdown(markdown, { extensions: [SYNTAX], mdastExtensions: MDAST }) as Node;

/** What a reader of GitHub's kind finds in a comment. */
export function read(markdown: string): Reading {
  const tree = parse(markdown);
  return { finds: findsIn(tree).sort(), shape: shapeOf(tree) };
}

function findsIn(node: Node): string[] {
  const own =
    node.type === "text"
      ? IN_TEXT.flatMap(([kind, what]) => [...(node.value ?? "").matchAll(what)].map(([found]) => `${kind} ${found}`))
      : findOf(node);
  return [...own, ...(node.children ?? []).flatMap(findsIn)];
}

function findOf({ type, value, url, lang }: Node): string[] {
  if (["link", "image", "definition"].includes(type)) return [`${type} ${url}`];
  if (["html", "yaml"].includes(type)) return [`${type} ${value}`];
  if (type === "code") return [`code ${lang}`, ...(lang === "mermaid" ? strangeLines(value ?? "") : [])];
  return ["linkReference", "imageReference", "footnoteReference", "footnoteDefinition"].includes(type) ? [type] : [];
}

/** How many lines a Mermaid chart has, and those that are more than times, figures and plain words. */
function strangeLines(chart: string): string[] {
  const lines = chart.split("\n");
  const known = /^[\p{L}\p{M}\p{N} .,'’%/+…∶:"[\]()→>-]*$/u;
  const row = /^(?:timeline| {4}\d\d∶\d\d : [^:"[\]()]+)$/;
  const isPlain = (line: string) => known.test(line) && (lines[0] !== "timeline" || row.test(line));
  return [`chart of ${lines.length} lines`, ...lines.filter((line) => !isPlain(line))];
}

function shapeOf({ type, children = [] }: Node): string {
  const inner = children.map(shapeOf).join("");
  return INLINE.includes(type) || type === "link" ? inner : `${type}(${inner})`;
}
