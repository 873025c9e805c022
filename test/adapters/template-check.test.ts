// The check of a repository's own template: ours pass it, and what is wrong is told with its line, column and remedy.
import { expect, test } from "vitest";
import { checkTemplate, checkTemplates } from "../../src/adapters/template-check.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";

const templates = loadTemplates();
const known = templates.sources("en");
const check = (source: string, name = "breach") => checkTemplate(name, source, known).findings;

test.each(["en", "fr"] as const)("every template of ours passes, in %s", async (locale) => {
  const sources = templates.sources(locale);
  const findings = await checkTemplates(sources, known);
  expect(findings.size).toBe(sources.size);
  for (const [name, found] of findings) expect(found, name).toEqual([]);
});

test.each([
  ["", "empty", 1, 1, {}],
  [" \n\n", "empty", 1, 1, {}],
  ["x".repeat(32_769), "too-long", 1, 1, { most: 32 }],
  ["{{a}}\n".repeat(4000), "too-complex", 1, 1, { most: 12_000 }],
  [`x\n${"{{#if a}}".repeat(81)}${"{{/if}}".repeat(81)}`, "too-deep", 2, 721, {}],
  [`{{#if a}}${"{{else if a}}".repeat(90)}{{/if}}`, "too-deep", 1, 1037, {}],
  [`{{code ${"(code ".repeat(90)}1${")".repeat(90)}}}`, "too-deep", 1, 1, {}],
  ["one\n{{#if a}}\n{{/each}}", "syntax", 2, 4, {}],
  ["one\ntwo {{a", "syntax", 2, 1, {}],
  ["one\n  {{{a}}}", "raw-output", 2, 3, {}],
  ["{{&a}}", "raw-output", 1, 1, {}],
  ["{{a.constructor}}", "forbidden-name", 1, 3, { name: "constructor" }],
  ["{{@timezone}}", "forbidden-name", 1, 3, { name: "@timezone" }],
  ["{{../../../../a}}", "too-far-up", 1, 3, { most: 3 }],
  ["{{persn by}}", "unknown-helper", 1, 1, { name: "persn", nearest: "person" }],
  ["{{#wiht a}}{{/wiht}}", "unknown-helper", 1, 1, { name: "wiht", nearest: "" }],
  ["{{#time a}}{{/time}}", "unknown-helper", 1, 1, { name: "time", nearest: "time" }],
  ["x {{> clok-row}}", "unknown-partial", 1, 3, { name: "clok-row", nearest: "clock-row" }],
  ["{{> (lookup this by)}}", "dynamic-partial", 1, 1, {}],
  ['{{> (existing "card" "nothing")}}', "dynamic-partial", 1, 1, {}],
  ["{{#> card}}x{{/card}}", "not-allowed", 1, 1, {}],
  ["{{#each a as |b|}}{{b}}{{/each}}", "not-allowed", 1, 19, {}],
  [`${"{{#each a}}".repeat(4)}${"{{/each}}".repeat(4)}`, "nested-each", 1, 34, { most: 3 }],
  [`{{code ${"1 ".repeat(13)}}}`, "arguments", 1, 8, { most: 12 }],
  ["a\n<!-- tocsin:card x -->", "marker", 1, 1, {}],
  ["<!--\n Tocsin", "marker", 1, 1, {}],
])("$1 at $2:$3, $#", (source, reason, line, column, data) => {
  expect(check(source)[0]).toEqual({ reason, line, column, data });
});

test.each([
  "plain text",
  "{{!-- a remark --}}{{by}} {{person by}} {{time due date=true}}",
  "{{#if by}}a{{else if due}}b{{else}}c{{/if}}{{#unless a}}d{{/unless}}",
  '{{#each rows}}{{@index}} {{this}} {{../by}} {{lookup this "late"}}{{else}}none{{/each}}',
  '{{#fold "Title" open=true}}{{> state}}{{/fold}}',
  '{{> clock-row asOf=../asOf}}{{> refusals/over}}{{> (lookup this "template") data}}',
  "\\{{not a tag}} and <!-- a comment -->",
])("%j is allowed", (source) => {
  expect(check(source)).toEqual([]);
});

test("the hidden lines of the post-mortem may stand in the post-mortem only", () => {
  const source = "<!-- tocsin:begin facts -->x<!-- tocsin:end facts -->";
  expect(check(source, "report")).toEqual([]);
  expect(check(source, "card")).toMatchObject([{ reason: "marker" }]);
  expect(check("<!-- tocsin:begin card -->", "report")).toMatchObject([{ reason: "marker" }]);
});
