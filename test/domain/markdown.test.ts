// The encoder: whatever somebody wrote, GitHub shows it as plain text and finds nothing in it.
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { encodeMarkdown, encodeMermaid } from "../../src/domain/markdown.ts";

/** What a Markdown reader makes of encoded text: the kinds of its nodes and the text they show. */
function read(markdown: string): { kinds: string[]; text: string } {
  const [block, ...others] = fromMarkdown(markdown).children;
  if (!block) return { kinds: [], text: "" };
  if (others.length > 0 || block.type !== "paragraph")
    return { kinds: [block.type, ...others.map(({ type }) => type)], text: "" };
  return {
    kinds: [...new Set(block.children.map(({ type }) => type))],
    text: block.children.map((child) => ("value" in child ? child.value : "")).join(""),
  };
}
const shown = (value: string) => read(encodeMarkdown(value)).text.replaceAll("\u2060", "");

/** What GitHub finds in text by itself, after Markdown: mentions, references, closing keywords, addresses, commits. */
const FINDS = [
  /[@＠﹫][A-Za-z0-9]/,
  /[#＃﹟]\d/,
  /gh-\d/i,
  /https?:\/\//i,
  /www\./i,
  /(?<![0-9a-f])[0-9a-f]{7,40}(?![0-9a-f])/i,
  /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
];

const ATTACKS = [
  "@alice",
  "@org/team",
  "＠org/team",
  "﹫org/team",
  "＃1",
  "&#64;org/team",
  "&commat;alice",
  "@\u200balice",
  "#1",
  "GH-1",
  "gh-12",
  "_GH-1",
  "owner/repo#1",
  "owner/repo@1234567",
  "fixes #1",
  "closes owner/repo#1",
  "resolves https://github.com/acme/shop/issues/1",
  "[click](https://evil.example)",
  "[click][1]",
  "![pixel](https://evil.example/p.png)",
  "<https://evil.example>",
  "https://evil.example/path",
  "HTTP://evil.example",
  "www.evil.example",
  "_www.evil.example",
  "~www.evil.example",
  "bob@evil.example",
  "mailto:bob@evil.example",
  "<img src=x onerror=alert(1)>",
  "</details><h1>big</h1>",
  "<!-- tocsin:card x -->",
  "-->",
  "`code`",
  "```",
  "a | b",
  "# heading",
  "- [ ] task",
  "1. one",
  "2) two",
  "> quote",
  "***",
  "~~~",
  "===",
  "    indented",
  "\\",
  "\\@alice",
  "**bold** _it_ ~~gone~~ $x$",
  "&lt;b&gt; &amp;#35;1",
  "\u202egnp.exe",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "aaada39a3ee5e6b",
  "line\none\r\n\r\n# two",
];

test.each(ATTACKS)("%j is plain text", (attack) => {
  const { kinds, text } = read(encodeMarkdown(attack));
  expect(kinds).toEqual(["text"]);
  for (const find of FINDS) expect(text).not.toMatch(find);
  // GitHub looks at addresses in the source, too, before escapes are taken away.
  expect(encodeMarkdown(attack)).not.toMatch(/www\.|https?:\/\/|[<>]/i);
});

test("whatever it is, a Markdown reader finds one line of text in it", () => {
  const pieces = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(" ", "\n", "\t"),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const { kinds, text } = read(encodeMarkdown(parts.join("")));
      expect(kinds.filter((kind) => kind !== "text")).toEqual([]);
      for (const find of FINDS) expect(text).not.toMatch(find);
      expect(text).not.toContain("\n");
    }),
    { numRuns: 1000 },
  );
});

test("nothing visible is lost", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (value) => {
      expect(shown(value)).toBe(value.replace(/ +/g, " ").trim());
    }),
  );
  expect(shown("émoji 🚨, 日本語, P99 > 5 s & more")).toBe("émoji 🚨, 日本語, P99 > 5 s & more");
});

test("invisible and direction-changing characters are gone", () => {
  expect(encodeMarkdown("a\u200bb\u202ec\u2066d\ufeffe\u0000f\u00adg")).toBe("abcdefg");
});

test("at most a thousand characters, and no half of one", () => {
  expect(encodeMarkdown("x".repeat(5000))).toHaveLength(1000);
  expect(encodeMarkdown(`${"x".repeat(999)}🚨`)).toBe("x".repeat(999));
});

test("a chart gets one short line that cannot end it", () => {
  expect(encodeMermaid('14:30 : P99 > 5s; "#1" {x}\nsection %% x')).toBe("14 30 P99 5s 1 x section %% x");
  expect(encodeMermaid("é".repeat(100))).toBe(`${"é".repeat(59)}…`);
  expect(encodeMermaid("🚨:;")).toBe("…");
  expect(encodeMermaid(`${"x".repeat(58)}𝕿𝖍𝖊`)).toBe(`${"x".repeat(58)}…`);
});
