// One encoder for every value that somebody else wrote: whatever it says, GitHub shows it as plain text.

/** Invisible and direction-changing characters, which can make text look like something it is not. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const WORD_JOINER = "\u2060";
const LONGEST_VALUE = 1000;

/**
 * Makes a value plain text in Markdown: no mention, link, reference, closing keyword, HTML or formatting survives.
 * One line, at most 1,000 characters of the value. Characters are escaped (`\*`), entities decoded by nobody (`&amp;`),
 * and what GitHub finds without Markdown (mentions, #1, links, SHAs) is broken by an invisible word joiner.
 */
export function encodeMarkdown(value: string): string {
  const line = cut(value, LONGEST_VALUE).toWellFormed().replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
  return line
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, "\\$&")
    .replace(/^(\d+)\./, "$1\\.")
    .replace(/[@＠﹫]/g, `@${WORD_JOINER}`)
    .replace(/[#＃﹟]/g, `$&${WORD_JOINER}`)
    .replace(/(GH\\-)(?=\d)/gi, `$1${WORD_JOINER}`)
    .replace(/:(?=\/\/)/g, `:${WORD_JOINER}`)
    .replace(/(www)\./gi, `$1${WORD_JOINER}.`)
    .replace(/[0-9a-f]{6}(?=[0-9a-f])/gi, `$&${WORD_JOINER}`);
}

/** What `encodeMarkdown` wrote, for a place where GitHub shows text as it stands; no mention comes back to life. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** For a Mermaid timeline: letters, digits and harmless punctuation on one line of at most 60 characters. */
export function encodeMermaid(value: string): string {
  const plain = value
    .replace(/[^\p{L}\p{N} .,'%/+-]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length > 60 ? `${cut(plain, 59)}…` : plain || "…";
}

/** At most so many characters (UTF-16), and no half of one at the end. */
export function cut(text: string, longest: number): string {
  return text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, "") : text;
}
