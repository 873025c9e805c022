// Scaffolds a command that already works: `npm run new -- NAME` writes its file, templates, test and line in the table.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { COMMANDS } from "../src/commands/index.ts";

const TABLE = "src/commands/index.ts";
/** What people can type after the slash (domain/split.ts), in the way the others are written. */
const NAME = /^[a-z]+(?:-[a-z]+)*$/;
const LONGEST = 30;

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

/** `post-mortem` is exported as `postMortem`. */
const identifier = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function command(name: string): string {
  return `// /${name}: repeats what was typed after it.
import { type Command, needText, reply } from "../domain/command.ts";

export const ${identifier(name)}: Command<{ text: string }> = {
  name: "${name}",
  usage: { en: "text", fr: "texte" },
  example: "/${name} hello",
  summary: { en: "Repeat the text.", fr: "Répète le texte." },
  permission: "triage",
  parse: (rest) => ({ text: needText(rest, "${name}") }),
  effect: (facts, { text }) => [reply(facts, "${name}", { text })],
};
`;
}

function test(name: string): string {
  return `// /${name} in facts and effects.
import { expect, test } from "vitest";
import { ${identifier(name)} } from "../../src/commands/${name}.ts";
import { effectsOf, refusal, typed } from "../support/facts.ts";

test("repeats the text to whoever typed it", () => {
  const [said] = effectsOf(typed(${identifier(name)}, "hello"), "say");
  expect(said).toMatchObject({ to: ["@bob"], parts: [{ template: "${name}", data: { text: "hello" } }] });
});

test("needs a text", () => {
  expect(() => typed(${identifier(name)}, "")).toThrow(refusal("missing-text"));
});
`;
}

/** The table with the command in it: imports in the order of the alphabet, the command before `help`, which stays last. */
function listed(table: string, name: string): string {
  const imports = [...table.matchAll(/^import \{ \w+ \} from "\.\/(.+)\.ts";$/gm)];
  const next = imports.find(([, other = ""]) => other > name);
  const entry = table.lastIndexOf("\n  help,");
  if (!next || entry < 0) throw new Error(`${TABLE} does not look as expected`);
  const line = `import { ${identifier(name)} } from "./${name}.ts";\n`;
  return `${table.slice(0, next.index)}${line}${table.slice(next.index, entry)}\n  ${identifier(name)},${table.slice(entry)}`;
}

/** Why there can be no command of this name; undefined when there can. */
function objection(name: string, files: readonly string[]): string | undefined {
  if (!NAME.test(name) || name.length > LONGEST || !isIdentifier(identifier(name)))
    return `"${name}" cannot be a command; write npm run new -- NAME, in small letters, such as hand-over`;
  const owner = COMMANDS.find((one) => one.name === name || one.short === name);
  const taken = owner ? `/${owner.name}` : files.find((path) => existsSync(at(path)));
  return taken && `"${name}" is taken by ${taken}; choose another name`;
}

/** Not a word that JavaScript keeps for itself, such as `delete`. */
function isIdentifier(word: string): boolean {
  try {
    new Function(`"use strict"; const ${word} = 0;`);
    return !["await", "index"].includes(word);
  } catch {
    return false;
  }
}

const [name = ""] = process.argv.slice(2);
const files: Readonly<Record<string, string>> = {
  [`src/commands/${name}.ts`]: command(name),
  [`templates/en/${name}.hbs`]: "{{text}}\n",
  [`templates/fr/${name}.hbs`]: "{{text}}\n",
  [`test/commands/${name}.test.ts`]: test(name),
};
const refusal = objection(name, Object.keys(files));
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
} else {
  const table = listed(readFileSync(at(TABLE), "utf8"), name);
  mkdirSync(at("test/commands/"), { recursive: true });
  for (const [path, text] of Object.entries({ ...files, [TABLE]: table })) writeFileSync(at(path), text);
  process.stdout.write(
    `${[...Object.keys(files), TABLE].join("\n")}\n\nMake it yours, then: npm run fix && npm test\n`,
  );
}
