// Action items read from a post-mortem and marked in it; lines are what a Markdown reader makes of them.
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { markItem, readActionItems } from "../../src/domain/report/document.ts";
import { linesOf } from "../../src/domain/report/lines.ts";

/** Items under their heading, which is line 1. */
const items = (text: string) => readActionItems(`## Action Items\n${text}\n`);
const lines = (text: string) => items(text).map(({ line }) => line);

describe("an item", () => {
  test.each([
    ["Raise the pool @bob 2026-01-31"],
    ["Raise the pool 2026-01-31 @bob"],
    ["@bob 2026-01-31 Raise the pool"],
    ["2026-01-31: Raise the pool (@bob)"],
    ["@bob, Raise the pool — 2026-01-31."],
    ["Raise the pool - @bob - 2026-01-31"],
    ["Raise @bob the  pool 2026-01-31 "],
    ["Raise the pool <!-- urgent --> @bob 2026-01-31"],
    ["Raise the\n  pool @bob\n  2026-01-31"],
  ])("%j", (words) => {
    expect(items(`- [ ] ${words}`)).toEqual([
      { line: 2, isDone: false, text: "Raise the pool", owner: "bob", due: "2026-01-31", issue: undefined },
    ]);
  });

  test("has the issue at its end, and no other", () => {
    expect(items("- [x] Raise the pool @bob 2026-01-31 #12")).toEqual([
      { line: 2, isDone: true, text: "Raise the pool", owner: "bob", due: "2026-01-31", issue: 12 },
    ]);
    expect(items("- [X] Do as #9 says @acme/sre 2026-01-31")).toMatchObject([
      { isDone: true, text: "Do as #9 says", owner: "acme/sre", issue: undefined },
    ]);
    expect(items("- [ ] `#12`")).toMatchObject([{ text: "`#12`", issue: undefined }]);
  });

  test("lacks what nobody wrote: no owner in code or in an address, no date that is none", () => {
    expect(items("- [ ] Ask `for @bob 2026-01-31 x` or bob@acme.example 2026-02-30 #0 #x")).toEqual([
      { line: 2, isDone: false, text: "Ask `for @bob 2026-01-31 x` or bob@acme.example #0 #x" },
    ]);
  });

  test("ends where its list ends", () => {
    expect(items("- [ ] a\nas @bob said\n- [ ] b\n\n  for @carol")).toMatchObject([
      { text: "a", owner: undefined },
      { text: "b", owner: undefined },
    ]);
  });

  test("belongs to the last of several owners and dates", () => {
    expect(items("- [ ] Ask @alice by 2026-01-01 @bob 2026-01-31")).toMatchObject([
      { text: "Ask @alice by 2026-01-01", owner: "bob", due: "2026-01-31" },
    ]);
  });
});

describe("items", () => {
  test.each([
    ["of any list", "* [ ] a\n+ [ ] b\n1. [ ] c\n2) [x] d", [2, 3, 4, 5]],
    ["in lists of lists", "- a\n  - [ ] b\n    - [ ] c\n- [ ] d", [3, 4, 5]],
    ["under a sub-heading", "### Soon\n- [ ] a\n### Later\n- [ ] b", [3, 5]],
    ["with Windows line ends", "\r\n- [ ] a\r\n- [ ] b\r\n", [3, 4]],
    ["after code and quotes", "```\n```\n- [ ] a\n> x\n- [ ] b\n<!-- x -->\n- [ ] c", [4, 6, 8]],
    ["below a paragraph with a tag", "text\n<b>\n- [ ] a", [4]],
    ["behind what only begins like code", "``\n- [ ] a\n```x`\n- [ ] b", [3, 5]],
  ])("are found %s", (_, text, found) => {
    expect(lines(text)).toEqual(found);
  });

  test.each([
    ["fences", "```\n- [ ] a\n```"],
    ["longer fences", "````\n```\n- [ ] a\n````"],
    ["tildes that go on", "~~~ x\n```\n- [ ] a"],
    ["a fence in a list", "- x\n  ```\n  - [ ] a\n  ```"],
    ["indented code", "text\n\n    - [ ] a"],
    ["quotes", "> - [ ] a\n> > - [ ] b"],
    ["a quote in a list", "- > - [ ] a"],
    ["comments", "<!-- x\n- [ ] a\n-->"],
    ["a comment on one line", "<!-- - [ ] a -->"],
    ["preformatted text", "<pre>\n\n- [ ] a\n</pre>"],
    ["HTML", "<table>\n- [ ] a\n</table>"],
    ["a code span", "`- [ ] a`"],
    ["a sentence", "see - [ ] a"],
    ["boxes without words", "- [ ]\n- [ ] \n- [x]"],
    ["boxes of other kinds", "- [y] a\n- [] b\n- [ ]c\n- \\[ ] d"],
    ["a placeholder", "- [ ] [… what to do] @bob 2026-01-31"],
    ["the next section", "## Runbooks\n- [ ] a"],
    ["another section", "## Notes\n- [ ] a"],
  ])("are not found in %s", (_, text) => {
    expect(lines(text)).toEqual([]);
  });

  test("stand under their heading only, in both languages, however it is written", () => {
    const text = "- [ ] before\n\n## Notes\n- [ ] a\n\n# ✅ **actions** :\n- [ ] b\n\nAction items\n===\n- [ ] c\n";
    expect(readActionItems(text).map((item) => item.text)).toEqual(["b", "c"]);
    expect(readActionItems("- [ ] a")).toEqual([]);
  });
});

describe("marking an item", () => {
  test.each([
    [{ isDone: true }, "- [ ] a @b", "- [x] a @b"],
    [{ isDone: false }, "- [X] a @b", "- [ ] a @b"],
    [{ isDone: true }, "  1. [X] a", "  1. [X] a"],
    [{ isDone: true }, "- - [ ] a [ ]", "- - [x] a [ ]"],
    [{ issue: 12 }, "- [ ] a", "- [ ] a #12"],
    [{ issue: 12 }, "- [ ] a #12", "- [ ] a #12"],
    [{ issue: 12 }, "- [ ] a  ", "- [ ] a #12  "],
    [{ issue: 12 }, "- [ ] a <!-- x", "- [ ] a #12 <!-- x"],
    [{ issue: 12 }, "- [ ] a #12 <!-- x -->", "- [ ] a #12 <!-- x -->"],
    [{ issue: 12, isDone: true }, "\t* [ ] a", "\t* [x] a #12"],
    [{ issue: 12, isDone: true }, "no item [ ]", "no item [ ]"],
    [{}, "- [ ] a", "- [ ] a"],
  ])("%j of %j", (change, line, marked) => {
    expect(markItem(line, 1, change)).toBe(marked);
    expect(markItem(`x\r\n${line}\r\ny\n`, 2, change)).toBe(`x\r\n${marked}\r\ny\n`);
  });

  const word = fc.stringMatching(/^[a-zA-Zé`*()<>!.,:-]{1,8}$/);
  const item = fc
    .tuple(fc.constantFrom("- ", "* ", "  - ", "1. "), fc.constantFrom(" ", "x", "X"), fc.array(word, { minLength: 1 }))
    .map(([marker, tick, words]) => `${marker}[${tick}] ${words.join(" ")}`);
  const text = fc.string({ unit: fc.constantFrom("a", " ", "\n", "\r", "\r\n", "#", "`", "- [ ] ", "é") });
  const change = fc.record({ isDone: fc.boolean(), issue: fc.integer({ min: 1, max: 99_999 }) }, { requiredKeys: [] });

  test("changes its box and its end, nothing else, and nothing the second time", () => {
    fc.assert(
      fc.property(text, item, text, change, (above, line, below, wanted) => {
        const before = `${above}\n`;
        const number = before.split(/\r\n|\r|\n/).length;
        const marked = markItem(`${before}${line}\n${below}`, number, wanted);
        expect(markItem(marked, number, wanted)).toBe(marked);
        expect(marked.startsWith(before) && marked.endsWith(`\n${below}`)).toBe(true);
        const middle = marked.slice(before.length, marked.length - below.length - 1);
        const unmarked = middle.replace(wanted.issue ? ` #${wanted.issue}` : "", "");
        expect(unmarked.replace(/\[[xX ]\]/, "[]")).toBe(line.replace(/\[[xX ]\]/, "[]"));
      }),
    );
  });

  test("is read back", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), change, (words, wanted) => {
        const report = `## Actions\n\n- [ ] ${words.join(" ")} @bob 2026-01-31\n`;
        expect(readActionItems(markItem(report, 3, wanted))).toEqual([
          {
            line: 3,
            text: words.join(" "),
            owner: "bob",
            due: "2026-01-31",
            isDone: wanted.isDone ?? false,
            issue: wanted.issue,
          },
        ]);
      }),
    );
  });

  test.each([0, -1, 5])("a line that there is not changes nothing: %i", (line) => {
    expect(markItem("- [ ] a\n", line, { isDone: true, issue: 1 })).toBe("- [ ] a\n");
  });
});

/** Where a Markdown reader finds headings and boxes: outside code, quotes and HTML. */
function found(markdown: string): string[] {
  const places: { line: number; what: string }[] = [];
  const visit = (node: Node, isTop: boolean): void => {
    const { start, end } = node.position ?? { start: { line: 0 }, end: { line: 0 } };
    if (node.type === "heading" && isTop && (start.line === end.line || end.line - start.line === 1))
      places.push({ line: start.line, what: `heading ${node.depth}` });
    const [first] = node.type === "listItem" ? (node.children ?? []) : [];
    if (first?.type === "paragraph" && first.position?.start.line === start.line)
      if (/^\[[ xX]\][ \t]+\S/.test(markdown.slice(first.position.start.offset)))
        places.push({ line: start.line, what: "box" });
    if (node.type !== "blockquote") for (const child of node.children ?? []) visit(child, node.type === "root");
  };
  visit(fromMarkdown(markdown) as Node, false);
  return [...new Set(places.toSorted((a, b) => a.line - b.line).map(({ line, what }) => `${line} ${what}`))];
}
interface Node {
  readonly type: string;
  readonly depth?: number;
  readonly children?: readonly Node[];
  readonly position?: { start: { line: number; offset: number }; end: { line: number } };
}

test("headings and boxes stand where a Markdown reader finds them", () => {
  const boxes = [
    "- [ ] a",
    "  - [ ] b",
    "    - [ ] c",
    "      - [x] d",
    "* [ ] e",
    "1. [ ] f",
    "\t- [ ] g",
    "-\t[ ] h",
  ];
  const words = ["text", "  text", "    deep", "      deeper", "- i", "`x", "> quote", "> - [ ] q"];
  const html = ["<!--", "-->", "<!-- x -->", "t <!-- u", "v --> w", "<details>", "</details>", "- <!-- c", "  -->"];
  const code = ["```", "  ```", "    ```", "~~~", "- ```"];
  const headings = ["# H", "## H ##", "### ", "Title", "---", "===", "- - -"];
  const line = fc.constantFrom(...boxes, ...words, ...html, ...code, ...headings, "", "", "");
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), fc.constantFrom("\n", "\r\n"), (all, end) => {
      const markdown = all.join(end);
      const read = linesOf(markdown).flatMap(({ number, kind, depth, text }) => {
        if (kind === "heading") return [`${number} heading ${depth}`];
        return kind === "item" && /^\[[ xX]\][ \t]+\S/.test(text) ? [`${number} box`] : [];
      });
      expect(read).toEqual(found(markdown));
    }),
    { numRuns: 3000 },
  );
});

test("every line is there, from its beginning", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", " ", "-", "`", "#", ">") }), (markdown) => {
      const starts = [0, ...[...markdown.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
      expect(linesOf(markdown).map(({ from }) => from)).toEqual(starts);
    }),
  );
});
