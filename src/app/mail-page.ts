// A mail's text as a page: the same words, nothing but paragraphs, and one link, which is ours.

export interface Page {
  readonly subject: string;
  readonly text: string;
  readonly locale: string;
  /** The line that is only this address becomes a link. */
  readonly link?: string | undefined;
}

/** HTML; whatever the text says is shown and never read as HTML. */
export function mailPage({ subject, text, locale, link }: Page): string {
  const line = (one: string) => (one === link ? `<a href="${escaped(one)}">${escaped(one)}</a>` : escaped(one));
  const paragraphs = text.split(/\n{2,}/).map((part) => `<p>${part.split("\n").map(line).join("<br>\n")}</p>`);
  return [
    `<!doctype html>\n<html lang="${locale}">`,
    `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1f2328;background:#ffffff">',
    `<div style="max-width:36em">\n${paragraphs.join("\n")}\n</div>`,
    "</body>\n</html>\n",
  ].join("\n");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
