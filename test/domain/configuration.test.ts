// The configuration as its readers meet it: a whole example, broken files with the sentence for each, and the schema for editors.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { loadHolidays } from "../../src/adapters/holidays.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { plainText } from "../../src/domain/markdown.ts";
import { readPolicyFile } from "../../src/domain/policy-file.ts";
import { BEYOND_SCHEMA, type Broken, BY_SCHEMA, NOT_YAML } from "../support/broken-policies.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const EXAMPLE = read("docs/tocsin.example.yml");
const commands = [...COMMANDS, { name: "postmortem waive" }];
const holidays = await loadHolidays(["FR"]);
const fits = new Ajv({ strict: false, logger: false }).compile(JSON.parse(read("docs/tocsin.schema.json")));

async function said(text: string, locale: "en" | "fr"): Promise<string[]> {
  const { findings } = readPolicyFile(text, { commands, holidays });
  const messages = findings.map(({ reason, data }) => ({ template: `policy-findings/${reason}`, data }));
  return Promise.all(
    messages.map(async (one) => plainText(await loadTemplates().render(one, { locale, timezone: "UTC" }))),
  );
}

describe("the example", () => {
  test("is right, for the app and for an editor", () => {
    expect(readPolicyFile(EXAMPLE, { commands, holidays }).findings).toEqual([]);
    expect(fits(load(EXAMPLE))).toBe(true);
  });

  test("names every key that there is", () => {
    const { properties } = JSON.parse(read("docs/tocsin.schema.json")) as { properties: object };
    expect(Object.keys(load(EXAMPLE) as object).toSorted()).toEqual(Object.keys(properties).toSorted());
  });
});

describe("a broken file", () => {
  const all: readonly Broken[] = [...BY_SCHEMA, ...BEYOND_SCHEMA, ...NOT_YAML];

  test("there are many ways to break one", () => {
    expect(new Set(all.map(([text]) => text)).size).toBeGreaterThanOrEqual(60);
  });

  test.each(all)("%j is refused at %s", async (text, at, sentence) => {
    const { value, findings } = readPolicyFile(text, { commands, holidays });
    expect(value).toBeUndefined();
    expect(findings.map(({ line, column }) => `${line}:${column}`)).toEqual([at]);
    expect(await said(text, "en")).toEqual([sentence]);
    expect(await said(text, "fr")).not.toEqual([sentence]);
  });

  test.each(BY_SCHEMA)("%j is refused by an editor as well", (text) => {
    expect(fits(load(text))).toBe(false);
  });

  test.each(BEYOND_SCHEMA)("%j looks right to an editor", (text) => {
    expect(fits(load(text))).toBe(true);
  });

  test.each(NOT_YAML)("%j is not one document of YAML", (text) => {
    expect(() => load(text, { maxDepth: 32 })).toThrow();
  });
});
