// Commands in a comment: at the start of a line, in nothing that only shows them; and no comment keeps us busy.
import { expect, test } from "vitest";
import { lineKey, splitCommands } from "../../src/domain/split.ts";

const names = (markdown: string) => splitCommands(markdown).map(({ name }) => name);

test("a command is its name and the rest of its line", () => {
  expect(splitCommands("/severity P1  checkout is down ")).toEqual([
    { name: "severity", rest: "P1  checkout is down" },
  ]);
  expect(splitCommands("/ACK")).toEqual([{ name: "ack", rest: "" }]);
});

test.each([
  ["after words", "On it.\n/ack"],
  ["before words", "/ack\nOn it."],
  ["between paragraphs", "On it.\n\n/ack\n\nBob"],
  ["after three spaces", "   /ack"],
  ["after a list", "- one\n- two\n\n/ack"],
  ["after a quote", "> /resolve\n\n/ack"],
  ["after code", "```\n/resolve\n```\n/ack"],
  ["after an indented block", "    /resolve\n\n/ack"],
  ["after a hidden note", "<!-- /resolve -->\n\n/ack"],
  ["after a code span and emphasis", "see `x` and **y**\n/ack"],
  ["in a folded part", "<details>\n\n/ack\n\n</details>"],
  ["with Windows line ends", "On it.\r\n/ack\r\nBob\r\n"],
  ["above a signature", "/ack\n--\nBob"],
  ["above a rule", "/ack\n---"],
])("found %s", (_, markdown) => {
  expect(names(markdown)).toEqual(["ack"]);
});

test.each(["`api` down", "[api](https://x.example) down", "<b>api</b> down", "**api** down", "![x](y) <!-- z -->"])(
  "what follows may be Markdown: %s",
  (rest) => {
    expect(splitCommands(`text\n/impact ${rest}\ntext`)).toEqual([{ name: "impact", rest }]);
    expect(splitCommands(`/impact ${rest}`)).toEqual([{ name: "impact", rest }]);
  },
);

test("several commands are found in their order, each line once", () => {
  expect(splitCommands("/ack\n/sev P1\n\ntext\n\n/lead @bob\r\n/ack")).toEqual([
    { name: "ack", rest: "" },
    { name: "sev", rest: "P1" },
    { name: "lead", rest: "@bob" },
    { name: "ack", rest: "" },
  ]);
});

test.each([
  ["a fence", "```\n/ack\n```"],
  ["a fence of tildes", "~~~ text\n/ack\n~~~"],
  ["an open fence", "```\n\n/ack"],
  ["an indented block", "text\n\n    /ack"],
  ["a tab's indented block", "\t/ack"],
  ["a code span", "so `type\n/ack` now"],
  ["a quote", "> /ack"],
  ["a quote's lazy continuation", "> as bob said\n/ack"],
  ["a quote in a quote, lazily", "> > as bob said\n/ack"],
  ["a list", "- /ack"],
  ["a list's own paragraph", "- one\n\n  /ack"],
  ["a numbered list", "1. /ack"],
  ["a heading", "# /ack"],
  ["a hidden note", "<!--\n/ack\n-->"],
  ["a hidden note in a sentence", "text <!-- hidden\n/ack\n--> text"],
  ["preformatted HTML", "<pre>\n/ack\n</pre>"],
  ["an HTML block", "<div>\n/ack\n</div>"],
  ["a link's definition", "[docs]:\n/ack"],
  ["a link's title", '[docs](https://x.example "\n/ack\n")'],
  ["a line that begins far inside", "text\n     /ack"],
  ["a sentence", "type /ack to take it"],
  ["a path", "/etc/passwd\n/ack/now\n/ack.txt\n/"],
  ["an escape", "\\/ack"],
  ["something longer", "/ack: yes\n/ack, please\n/9lives\n//ack"],
])("not found in %s", (_, markdown) => {
  expect(names(markdown)).toEqual([]);
});

test("at most twenty, each of at most a thousand characters", () => {
  expect(splitCommands("/ack\n".repeat(3000))).toHaveLength(20);
  expect(splitCommands(`/impact ${"x".repeat(60_000)}`)[0]?.rest).toHaveLength(1000 - "/impact ".length);
});

test.each([
  ["newlines", "\n".repeat(65_000)],
  ["spaces", " ".repeat(60_000)],
  ["a word, spaces, a word", `a${" ".repeat(60_000)}b`],
  ["tabs", "\t".repeat(60_000)],
  ["quotes in quotes", ">".repeat(60_000)],
  ["quotes in quotes, spaced", "> ".repeat(30_000)],
  ["lists in lists", "- ".repeat(30_000)],
  ["quotes of lists", "> - ".repeat(15_000)],
  ["numbered lists of quotes", "1. > ".repeat(12_000)],
  ["emphasis that never ends", "*a_ ".repeat(15_000)],
  ["emphasis in words", "a**b".repeat(15_000)],
  ["brackets", "[".repeat(30_000) + "]".repeat(30_000)],
  ["a quote that goes on", `> a\n${"`\n".repeat(30_000)}`],
  ["quotes and lists in turn", "> a\n\n- b\n\n".repeat(6000)],
])("60,000 characters of %s do not keep us busy", (_, filler) => {
  const started = performance.now();
  expect(names(`/ack\n\n${filler}\n\n/resolve`).at(0)).toBe("ack");
  expect(performance.now() - started).toBeLessThan(2000);
});

test("commands after a long log are found", () => {
  const log = Array.from({ length: 2000 }, (_, row) => `2025-11-10 14:30:${row} [INFO] GET /ack 200`).join("\n");
  expect(names(`What I see:\n\n\`\`\`\n/ack\n${log}\n/ack\n\`\`\`\n\n${log}\n/resolve`)).toEqual(["resolve"]);
  expect(names(`> ${log}\n/resolve`)).toEqual([]);
});

test("the same line is known again, another one is not", () => {
  const [one, same, other] = splitCommands("/ack  now\n/ACK now\n/ack later");
  if (!one || !same || !other) return expect.unreachable();
  expect(lineKey(one)).toBe(lineKey(same));
  expect(lineKey(one)).not.toBe(lineKey(other));
});
