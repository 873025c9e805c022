// The tables are complete: what is listed has its file, its words in every language, its test and its line in the README.
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { CLOCKS } from "../../src/clocks/index.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { list, type Node, place, read, sourcesIn } from "./source.ts";

const LOCALES = ["en", "fr"] as const;

/** Names of a folder's files without their extension, the table itself left out. */
const namesIn = (folder: string, extension: string) =>
  list(folder, extension)
    .map((path) => basename(path, extension))
    .filter((name) => name !== "index");

const missing = (wanted: readonly string[], there: readonly string[]) => wanted.filter((name) => !there.includes(name));

const names = COMMANDS.map(({ name }) => name).toSorted();

describe("commands", () => {
  test("every file is in the table, under its own name", () => {
    expect(namesIn("src/commands", ".ts")).toEqual(names);
  });

  test("names and short forms are unique", () => {
    const words = COMMANDS.flatMap(({ name, short }) => (short ? [name, short] : [name]));
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test.each(LOCALES)("every one has its template (%s)", (locale) => {
    expect(missing(names, namesIn(`templates/${locale}`, ".hbs"))).toEqual([]);
  });

  test("every one has its test", () => {
    expect(missing(names, namesIn("test/commands", ".test.ts"))).toEqual([]);
  });

  test("every one has its row in the README", () => {
    const readme = read("README.md");
    expect(names.filter((name) => !new RegExp(`^\\| \`/${name}[ \`]`, "m").test(readme))).toEqual([]);
  });

  test.each(COMMANDS)(
    "/$name describes itself, with an example that is one",
    ({ name, short = name, example, summary }) => {
      expect(example).toMatch(new RegExp(`^/(${name}|${short})\\b`));
      for (const sentence of [summary.en, summary.fr]) expect(sentence).toMatch(/^[A-ZÀ-Ý].*\.$/);
    },
  );
});

describe("clocks", () => {
  const clocks = CLOCKS.map(({ name }) => name).toSorted();

  test("every file is in the table, under its own name", () => {
    expect(namesIn("src/clocks", ".ts")).toEqual(clocks);
  });

  test.each(LOCALES)("every one has its template (%s)", (locale) => {
    expect(missing(clocks, namesIn(`templates/${locale}`, ".hbs"))).toEqual([]);
  });
});

describe("refusals", () => {
  // The playground has refusals of its own: those of GitHub.
  const ours = sourcesIn("src").filter(({ path }) => !path.startsWith("src/playground/"));
  const thrown = ours.flatMap((source) =>
    source.nodes
      .filter((node) => node.type === "NewExpression" && (node.callee as Node).name === "Refusal")
      .map((node) => ({ at: place(source, node), reasons: literalsOf((node.arguments as Node[])[0]) })),
  );
  const reasons = [...new Set(thrown.flatMap((one) => one.reasons))].toSorted();

  test("every one says its reason literally", () => {
    expect(thrown.filter((one) => one.reasons.length === 0).map(({ at }) => at)).toEqual([]);
  });

  test.each(LOCALES)("every reason has its template, every template its reason (%s)", (locale) => {
    expect(namesIn(`templates/${locale}/refusals`, ".hbs")).toEqual(reasons);
  });
});

test("every language says the same things", () => {
  const [first = [], ...others] = LOCALES.map((locale) =>
    list(`templates/${locale}`, ".hbs").map((path) => path.slice(`templates/${locale}/`.length)),
  );
  for (const other of others) expect(other).toEqual(first);
});

/** The strings an argument may be: a literal, or one of two; none when it is computed. */
function literalsOf(node: Node | undefined): string[] {
  if (node?.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node?.type !== "ConditionalExpression") return [];
  return [node.consequent, node.alternate].flatMap((branch) => literalsOf(branch as Node));
}
