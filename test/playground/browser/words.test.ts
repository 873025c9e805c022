// The page's words: the same in every language, all of them used, and none missing.
import { describe, expect, test } from "vitest";
import { loadTemplates } from "../../../src/adapters/templates.ts";
import { SCENARIOS } from "../../../src/playground/browser/scenarios.ts";
import { wordsFrom } from "../../../src/playground/browser/words.ts";
import { read, sourcesIn } from "../../house/source.ts";

const lines = (locale: "en" | "fr") =>
  loadTemplates().render({ template: "playground/words", data: {} }, { locale, timezone: "UTC" }).split("\n");
const nameOf = (line: string) => /^([a-z][a-z\d.-]*): \S/.exec(line)?.[1];
const fillings = (line: string) => (line.match(/\{\w+\}/g) ?? []).toSorted().join();

test("every language has the same names, in the same order, with the same to be filled in", () => {
  expect(lines("en").map(nameOf)).not.toContain(undefined);
  expect(lines("fr").map(nameOf)).toEqual(lines("en").map(nameOf));
  expect(lines("fr").map(fillings)).toEqual(lines("en").map(fillings));
});

describe("names", () => {
  const names = lines("en").map((line) => nameOf(line) ?? line);
  const page = [...read("src/playground/browser/page.html").matchAll(/ data-(?:word>|label=")([\w.-]+)/g)];
  const scripts = sourcesIn("src/playground/browser").flatMap(({ nodes }) =>
    nodes.flatMap(({ type, value }) => (type === "Literal" ? String(value) : [])),
  );
  const used = new Set([
    ...page.map(([, name = ""]) => name),
    ...scripts,
    ...SCENARIOS.flatMap(({ id }) => [`scenario.${id}`, `scenario.${id}.about`]),
    ...["open", "closed"].map((state) => `state.${state}`),
    ...["labels", "opened", "closed", "reopened", "card"].map((change) => `news.${change}`),
  ]);

  test("are all used", () => {
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  test("of the page and its scenarios are all there", () => {
    const wanted = [...used].filter((name) => !scripts.includes(name));
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });
});

test("what is filled in stands where it belongs, and no name is without words", () => {
  const words = wordsFrom(loadTemplates(), "fr");
  expect(words("refused", { reason: "403 {reason}" })).toBe("GitHub refuse\u00a0: 403 {reason}");
  expect(() => words("nothing")).toThrow("no words for nothing");
});
