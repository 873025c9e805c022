// The app's own parts of a post-mortem: brought up to date, while every character that people wrote stays.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replaceOwnedParts } from "../../src/domain/report/document.ts";

const part = (name: string, text: string) => `<!-- tocsin:begin ${name} -->${text}<!-- tocsin:end ${name} -->`;
const FRESH = `# Report\n${part("facts", "\nP1\n")}\n\n${part("timeline", "\n- 14:30 - a\n- 14:45 - b\n")}\n`;

test("parts are taken from the fresh text, in whatever place people moved them to", () => {
  const body = `My words\n${part("timeline", "\n- 14:30 - a\n")} and\n${part("facts", "old")}, mine\n`;
  expect(replaceOwnedParts(body, FRESH)).toBe(
    `My words\n${part("timeline", "\n- 14:30 - a\n- 14:45 - b\n")} and\n${part("facts", "\nP1\n")}, mine\n`,
  );
});

describe("left as it is", () => {
  test.each([
    ["a text without markers", "P2\n\n- 14:30 - a"],
    ["a part that fresh does not have", part("other", "x")],
    ["a part without its beginning", `x\n<!-- tocsin:end facts -->`],
    ["a part without its end", `<!-- tocsin:begin facts -->\nx`],
    ["parts in one another", `<!-- tocsin:begin facts -->x<!-- tocsin:begin timeline -->y<!-- tocsin:end facts -->`],
    ["a part that ends as another", `<!-- tocsin:begin facts -->x<!-- tocsin:end timeline -->`],
    ["something that only looks like one", "<!-- tocsin:begin facts-->x<!-- tocsin:end facts -->"],
    ["nothing", ""],
  ])("%s", (_, body) => {
    expect(replaceOwnedParts(body, FRESH)).toBe(body);
  });

  test("a text, when there is nothing fresh", () => {
    const body = part("facts", "x");
    expect(replaceOwnedParts(body, "")).toBe(body);
  });
});

test("a part without end leaves the next one whole", () => {
  const body = `<!-- tocsin:begin facts -->mine\n${part("facts", "old")}`;
  expect(replaceOwnedParts(body, FRESH)).toBe(`<!-- tocsin:begin facts -->mine\n${part("facts", "\nP1\n")}`);
});

test("the same words with the line ends of GitHub's editor are the same text", () => {
  const edited = `${FRESH.replaceAll("\n", "\r\n")}Mine\r\n`;
  expect(replaceOwnedParts(edited, FRESH)).toBe(edited);
  expect(replaceOwnedParts(edited.replace("14:45", "14:40"), FRESH)).toBe(edited);
});

const marker = fc
  .tuple(fc.constantFrom("begin", "end"), fc.constantFrom("facts", "timeline", "x"))
  .map(([half, name]) => `<!-- tocsin:${half} ${name} -->`);
const words = fc.string({ unit: fc.constantFrom("a", "é", " ", "\n", "\r\n", "<!-- ", " -->", "$&", "$1", "# ") });
const whole = fc.tuple(fc.constantFrom("facts", "timeline"), words).map(([name, text]) => part(name, `\n${text}`));
const document = fc.array(fc.oneof(marker, words, whole), { maxLength: 12 }).map((pieces) => pieces.join(""));

/** What people wrote: everything but what stands between two markers that belong together. */
const theirs = (body: string) =>
  body.replace(
    /(<!-- tocsin:begin ([a-z]+) -->)((?!<!-- tocsin:(?:begin|end) [a-z]+ -->)[\s\S])*(<!-- tocsin:end \2 -->)/g,
    "$1$4",
  );

test("no character outside the parts is lost, and doing it twice changes nothing", () => {
  fc.assert(
    fc.property(document, words, words, (body, facts, timeline) => {
      const fresh = `${part("facts", facts)}\n${part("timeline", timeline)}`;
      const replaced = replaceOwnedParts(body, fresh);
      expect(theirs(replaced)).toBe(theirs(body));
      expect(replaceOwnedParts(replaced, fresh)).toBe(replaced);
    }),
    { numRuns: 1000 },
  );
});

test("sixty thousand characters of markers do not keep us busy", () => {
  const begins = "<!-- tocsin:begin facts -->".repeat(2400);
  const started = performance.now();
  expect(replaceOwnedParts(begins, begins)).toBe(begins);
  expect(performance.now() - started).toBeLessThan(1000);
});
