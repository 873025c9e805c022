// Templates that are meant to hurt: each is refused unseen or stopped in time, while the process goes on undisturbed.
import { afterAll, describe, expect, test } from "vitest";
import { checkTemplate } from "../../src/adapters/template-check.ts";
import { createTemplateRunner, templateRunner } from "../../src/adapters/template-runner.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import type { Message } from "../../src/domain/effects.ts";
import { BOMBS, FUSE } from "../../src/playground/bombs.ts";
import { quickly } from "../support/quickly.ts";
import { exampleCard } from "../support/sample-incidents.ts";

const templates = loadTemplates();
const known = templates.sources("en");
const runner = templateRunner();
const PLACE = { locale: "en", timezone: "UTC" } as const;
const CARD = exampleCard("en");
const reasonsOf = (source: string) => checkTemplate("card", source, known).findings.map(({ reason }) => reason);

afterAll(() => runner.stop());

/** Where how long it takes is not the question: the machine may be busy. */
const patient = createTemplateRunner(30_000);
afterAll(() => patient.stop());

const render = (sources: Record<string, string>, message: Message = CARD) =>
  runner.render(message, { ...PLACE, templates: new Map(Object.entries(sources)) });

const BREACH: Message = { template: "breach", data: {} };
const LONG = { ...CARD, data: { ...CARD.data, ...FUSE } };

describe("bombs are stopped, and nothing else with them; bench/bombs.ts measures how soon", () => {
  test.each(Object.entries(BOMBS))("%s", async (_, { sources, reasons }) => {
    // What ends by itself is left the time; what never would is stopped by the clock, whatever else it breaks first.
    const isEndless = reasons.includes("slow");
    const one = isEndless ? runner : patient;
    const rendered = await one.render(LONG, { ...PLACE, templates: new Map(Object.entries(sources)) });
    expect(rendered).toMatchObject({ finding: { reason: expect.toBeOneOf(reasons) } });
    if (!isEndless) expect(rendered).toMatchObject({ template: expect.any(String) });
    const next = await one.render(BREACH, { ...PLACE, templates: new Map([["breach", "next"]]) });
    expect(next).toMatchObject({ text: "next" });
  });

  test("what waits behind a bomb is rendered all the same, each with its own words", async () => {
    const bomb = render(BOMBS.doubling?.sources ?? {}, LONG);
    const others = ["one", "two", "three"].map((text) => render({ breach: text }, BREACH));
    expect(await bomb).toMatchObject({ finding: { reason: "slow" } });
    expect(await Promise.all(others)).toMatchObject([{ text: "one" }, { text: "two" }, { text: "three" }]);
  });

  test("a thread that runs out of memory takes nothing with it", async () => {
    const english = (sources: Record<string, string>) => ({ ...PLACE, templates: new Map(Object.entries(sources)) });
    const dying = patient.render(LONG, english(BOMBS.memory?.sources ?? {}));
    const waiting = patient.render(BREACH, english({ breach: "next" }));
    expect(await dying).toMatchObject({ template: "card", finding: { reason: "memory" }, isCertain: true });
    expect(await waiting).toMatchObject({ text: "next" });
  });

  test("data that would not fit into the thread is not sent there", async () => {
    const data = { rows: Array.from({ length: 100 }, () => "x".repeat(65_536)) };
    const rendered = await render({ breach: "x" }, { template: "breach", data });
    expect(rendered).toMatchObject({ template: undefined, finding: { reason: "memory" } });
  });
});

/** Each with the advisory that it comes from; all reach for what is no data. */
const ADVISORIES: readonly (readonly [string, string])[] = [
  ["CVE-2019-19919", `{{#with "constructor"}}{{#with split as |a|}}{{pop (push "alert(1)")}}{{/with}}{{/with}}`],
  [
    "CVE-2019-19919 by __defineGetter__",
    `{{__defineGetter__ "undefined" valueOf}}{{card.__lookupGetter__ "__proto__"}}`,
  ],
  [
    "CVE-2019-20920",
    `{{#with "s" as |string|}}{{#with "e"}}{{#with split as |conslist|}}{{this.pop}}{{this.push (lookup string.sub "constructor")}}{{this.pop}}{{#with string.split as |codelist|}}{{this.pop}}{{this.push "return process.env"}}{{this.pop}}{{#each conslist}}{{#with (string.sub.apply 0 codelist)}}{{this}}{{/with}}{{/each}}{{/with}}{{/with}}{{/with}}{{/with}}`,
  ],
  ["CVE-2019-20920 by lookup", `{{lookup (lookup this "constructor") "name"}}`],
  ["CVE-2019-20922", "{{".repeat(16_000)],
  ["CVE-2019-20922 with raw blocks", "{{{{a}}}}".repeat(3000)],
  ["CVE-2021-23369", `{{'a/.") || process.exit(1) || ("'}}`],
  ["CVE-2021-23369 in a segment", `{{[a/.") || process.exit(1) || ("] 1}}`],
  [
    "CVE-2021-23383",
    `{{#with (__lookupGetter__ "__proto__")}}{{#with (./constructor.getOwnPropertyDescriptor . "valueOf")}}{{#with ../constructor.prototype}}{{../../this.constructor.defineProperty . "hasOwnProperty" ..}}{{/with}}{{/with}}{{/with}}`,
  ],
  ["CVE-2026-33916", "{{> toString}}{{> __proto__}}"],
  ["CVE-2026-33938", "{{#> card}}{{> @partial-block}}{{/card}}"],
  ["CVE-2026-33939", "{{*nothing}}"],
  ["CVE-2026-33939 as a block", '{{#* inline "state"}}x{{/inline}}'],
  ["CVE-2026-33940", '{{> (lookup this "impact")}}'],
  ["CVE-2026-33940 by a path", "{{> (impact)}}"],
  [
    "the helpers that nobody named",
    `{{log "x"}}{{helperMissing}}{{blockHelperMissing}}{{with}}{{#with this}}{{/with}}`,
  ],
];

const WALKS = [
  "{{constructor}}",
  "{{this.constructor.constructor}}",
  "{{rows.constructor.prototype}}",
  "{{[__proto__]}}",
  "{{@root.__proto__}}",
  "{{@root.constructor}}",
  "{{../../../../x}}",
  "{{@partial-block}}",
  "{{@timezone}}",
  "{{#each constructor}}{{/each}}",
  "{{#each __proto__}}{{/each}}",
  '{{lookup this "__proto__"}}',
  '{{#if (lookup rows "constructor")}}x{{/if}}',
  "{{code this.__proto__}}",
  "{{> state constructor=1}}",
  "{{> state x=(lookup this 'prototype')}}",
  "{{#each rows as |constructor|}}{{constructor.name}}{{/each}}",
  "{{{impact}}}",
  "{{&impact}}",
  "{{{{raw}}}}{{impact}}{{{{/raw}}}}",
  "{{process.env}}{{global.x y}}",
  "{{require 'fs'}}",
];

describe("what reaches for what is no data is refused unseen", () => {
  test.each([...ADVISORIES, ...WALKS.map((source) => [source, source] as const)])("%s", async (_, source) => {
    expect(reasonsOf(source)).not.toEqual([]);
    // The thread looks again for itself.
    expect(await render({ card: source })).toMatchObject({
      template: "card",
      finding: { reason: reasonsOf(source)[0] },
    });
  });

  test("nothing of it has come into the process", async () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(await render({ breach: "{{#if true}}still here{{/if}}" }, BREACH)).toMatchObject({ text: "still here" });
  });
});

/** Made for the parser: 32 kB each. */
const FLOODS = [
  "{{a}}",
  "{{#if a}}",
  "{{#if a}}{{/if}}",
  "{{else if a}}",
  "{{^",
  "\\{{",
  "{{!--",
  "{{!",
  "{{code (",
  "a ",
  '{{"',
  "{{[",
  "{{~",
  "\n",
];

test.each(FLOODS)("32 kB of %j are looked through at once", (piece) => {
  const source = `{{#if a}}{{code ${piece.repeat(32_700 / piece.length)}`;
  quickly(piece, () => reasonsOf(source));
  quickly(piece, () => reasonsOf(piece.repeat(32_700 / piece.length)));
  expect(reasonsOf(source)).toHaveLength(1);
});
