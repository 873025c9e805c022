// Shows comments on the demo's page: a small, safe part of Markdown; everything else appears as it was typed.
import type { Nodes, Parents } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replaceAll(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

/** HTML without a tag or attribute that the comment could have chosen; hidden blocks are gone, details closed. */
export function renderMarkdown(text: string): string {
  const source = text.replaceAll(/<!--[\s\S]*?-->/g, "");
  const html = render(fromMarkdown(source), source);
  // A stray tag in one comment must not fold or unfold the rest of the page.
  let open = 0;
  const balanced = html.replaceAll(/<(\/?)details>/g, (tag, isEnd) => {
    if (isEnd && open === 0) return "";
    open += isEnd ? -1 : 1;
    return tag;
  });
  return balanced + "</details>".repeat(open);
}

const TAGS: Partial<Record<Nodes["type"], string>> = {
  strong: "strong",
  emphasis: "em",
  blockquote: "blockquote",
};

function render(node: Nodes, source: string): string {
  switch (node.type) {
    case "text":
      return escapeHtml(node.value).replaceAll("\n", "<br>");
    case "inlineCode":
      return `<code>${escapeHtml(node.value)}</code>`;
    case "code":
      return `<pre>${escapeHtml(node.value)}</pre>`;
    case "html":
      return renderHtml(node.value);
    case "break":
      return "<br>";
    case "thematicBreak":
      return "<hr>";
    case "heading":
      return `<h${node.depth + 1}>${inside(node, source)}</h${node.depth + 1}>`.replaceAll("h7>", "h6>");
    case "paragraph":
      return renderTable(sourceOf(node, source)) ?? `<p>${inside(node, source)}</p>`;
    case "list":
      return node.ordered ? `<ol>${inside(node, source)}</ol>` : `<ul>${inside(node, source)}</ul>`;
    case "listItem":
      return `<li>${ticked(inside(node, source), node.spread)}</li>`;
    case "link":
      return /^https?:/.test(node.url)
        ? `<a href="${escapeHtml(node.url)}" rel="noreferrer">${inside(node, source)}</a>`
        : inside(node, source);
    default: {
      const tag = TAGS[node.type];
      const inner = "children" in node ? inside(node, source) : escapeHtml(sourceOf(node, source));
      return tag ? `<${tag}>${inner}</${tag}>` : inner;
    }
  }
}

function inside(node: Parents, source: string): string {
  return node.children.map((child) => render(child, source)).join("");
}

function sourceOf({ position }: Nodes, source: string): string {
  return source.slice(position?.start.offset, position?.end.offset);
}

/** Folding is what the card needs of HTML; the rest is shown, not obeyed. */
function renderHtml(html: string): string {
  return html
    .split(/(<\/?(?:details|summary)>)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeHtml(part)))
    .join("");
}

/** GitHub's task list, and items without the space of paragraphs. */
function ticked(html: string, isSpread: boolean | null | undefined): string {
  const tight = isSpread ? html : html.replace(/^<p>(.*?)<\/p>/s, "$1");
  return tight.replace(/^((?:<p>)?)\[( |x)\] /i, (_all, start, mark) => `${start}${mark === " " ? "☐" : "☑"} `);
}

/** GitHub's tables, which plain Markdown does not know. undefined when the paragraph is none. */
function renderTable(text: string): string | undefined {
  const [head, rule, ...rows] = text.split("\n");
  if (!head?.startsWith("|") || !/^\|[\s:|-]+\|$/.test(rule ?? "")) return undefined;
  const row = (line: string, tag: string) => {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/);
    return `<tr>${cells.map((cell) => `<${tag}>${renderCell(cell)}</${tag}>`).join("")}</tr>`;
  };
  return `<div class="wide"><table>${row(head, "th")}${rows.map((line) => row(line, "td")).join("")}</table></div>`;
}

function renderCell(text: string): string {
  const [paragraph] = fromMarkdown(text.trim()).children;
  return paragraph?.type === "paragraph" ? inside(paragraph, text.trim()) : escapeHtml(text.trim());
}
