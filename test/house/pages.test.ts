// The pages say the same things in every language, on the same bones, and hold nothing that their own policy forbids.
import { describe, expect, test } from "vitest";
import { list, read } from "./source.ts";

const names = (locale: string) =>
  list(`templates/pages/${locale}`, ".hbs").map((path) => path.slice(`templates/pages/${locale}/`.length));

/** Elements, classes, fields and helpers; neither words nor the attributes that hold words. */
function bones(text: string): string[] {
  const wordless = text
    .replace(/ (title|aria-label|content|lang|data-(on|off|left|over))="(?:[^"{]|\{\{[^}]*\}\})*"/g, "")
    .replace(/ name="[^"{]* [^"{]*"/g, "");
  return [...wordless.matchAll(/<[^>]+>|\{\{[^}]+\}\}/g)].map(([one]) => one.replace(/(title|many)="[^"]*"/g, "$1"));
}

test("every language has the same pages", () => {
  expect(names("fr")).toEqual(names("en"));
});

describe.each(names("en"))("%s", (name) => {
  test("has the same bones in every language", () => {
    const count = (locale: string) =>
      Object.entries(Object.groupBy(bones(read(`templates/pages/${locale}/${name}`)), (one) => one))
        .map(([bone, all]) => [bone, all?.length])
        .toSorted();
    expect(count("fr")).toEqual(count("en"));
  });

  test("French is set as French is", () => {
    const words = read(`templates/pages/fr/${name}`).replace(/<[^>]*>|\{\{[^}]*\}\}/g, "|");
    expect(words).not.toMatch(/\p{L}'\p{L}/u);
    expect(words).not.toMatch(/[^\u00a0\s|][:;!?»]|[ \n][:;!?»]|«[^\u00a0]/);
  });

  test.each(["en", "fr"])("has neither script nor style of its own, nor raw values (%s)", (locale) => {
    const text = read(`templates/pages/${locale}/${name}`);
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|\{\{\{|\{\{&/);
  });
});
