// Templates that are meant to hurt: each is refused unseen or stopped in time, while the process goes on undisturbed.
import { afterAll, describe, expect, test } from "vitest";
import { checkTemplate } from "../../src/adapters/template-check.ts";
import { type Rendered, templateRunner } from "../../src/adapters/template-runner.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import type { Message } from "../../src/domain/effects.ts";

import { exampleCard } from "../support/sample-incidents.ts";

const templates = loadTemplates();
const known = templates.sources("en");
const runner = templateRunner();
const PLACE = { locale: "en", timezone: "UTC" } as const;
const CARD = exampleCard("en");
const reasons = (source: string, name = "card") =>
  checkTemplate(name, source, known).findings.map(({ reason }) => reason);

afterAll(() => runner.stop());

/** Milliseconds until the answer, and the longest time that nothing else could happen in. */
async function watched(what: () => Promise<Rendered>) {
  let [longest, last, isOver] = [0, performance.now(), false];
  const tick = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  const begin = performance.now();
  const rendered = await what();
  const took = performance.now() - begin;
  isOver = true;
  return { rendered, took, longest };
}

const render = (sources: Record<string, string>, message: Message = CARD) =>
  runner.render(message, { ...PLACE, templates: new Map(Object.entries(sources)) });

const LIST = Array.from({ length: 300 }, (_, index) => ({ name: `n${index}` }));
const DEEP = "{{#each @root.commands}}{{#each @root.commands}}{{#each @root.commands}}";
const UNDEEP = "{{/each}}{{/each}}{{/each}}";
const LONG = { ...CARD, data: { ...CARD.data, commands: LIST, few: LIST.slice(0, 120) } };

/** Allowed in every part, and too much as a whole. */
const BOMBS: Record<string, { sources: Record<string, string>; reasons: string[] }> = {
  "loops in loops": { sources: { card: `${DEEP}{{@root.commands.length}}${UNDEEP}` }, reasons: ["slow", "memory"] },
  "loops that write nothing": { sources: { card: `${DEEP}{{#if (eq 1 2)}}x{{/if}}${UNDEEP}` }, reasons: ["slow"] },
  "24 MB of text": {
    sources: { card: `{{#each @root.commands}}{{#each @root.commands}}${"x".repeat(267)}{{/each}}{{/each}}` },
    reasons: ["output"],
  },
  "more text than a string can hold": {
    sources: { card: `${DEEP}${"x".repeat(30_000)}${UNDEEP}` },
    reasons: ["output"],
  },
  "430 MB folded away": {
    sources: { card: `{{#fold "x"}}{{#each few}}{{#each @root.few}}${"x".repeat(30_000)}{{/each}}{{/each}}{{/fold}}` },
    reasons: ["output"],
  },
  "24 MB indented": {
    sources: { card: "{{#each commands}}\n   {{> state}}\n{{/each}}", state: `${"x\n".repeat(15_000)}` },
    reasons: ["output"],
  },
  memory: { sources: { card: `${DEEP}abcdefghijklmnop${UNDEEP}` }, reasons: ["memory", "slow"] },
  itself: { sources: { card: "{{> card}}" }, reasons: ["endless"] },
  "each other": {
    sources: { card: "{{> state}}", state: "{{> meaning}}", meaning: "{{> card}}" },
    reasons: ["endless"],
  },
  doubling: {
    sources: {
      card: "{{> state n=60}}",
      state: "{{#if (gt n 0)}}{{> state n=(plus n -1)}}{{> state n=(plus n -1)}}{{/if}}",
    },
    reasons: ["slow"],
  },
  "doubling text": {
    sources: {
      card: '{{> state n=60 v="abcdefghijklmnop"}}',
      state:
        "{{#if (gt n 0)}}{{> state n=(plus n -1) v=(code v v)}}{{v}}{{> state n=(plus n -1) v=(join (code v v))}}{{/if}}",
    },
    reasons: ["slow", "wrong-kind"],
  },
};

describe("bombs", () => {
  test.each(Object.entries(BOMBS))("%s", async (_, { sources, reasons }) => {
    await render({ card: "warm" });
    const { rendered, took, longest } = await watched(() => render(sources, LONG));
    if (process.env["LOG"]) console.log(_, took.toFixed(0), longest.toFixed(1), JSON.stringify(rendered));
    expect(rendered).toMatchObject({ finding: { reason: expect.toBeOneOf(reasons) }, template: expect.any(String) });
    expect(took).toBeLessThan(600);
    expect(longest).toBeLessThan(100);
    expect(await render({ breach: "next" }, { template: "breach", data: {} })).toMatchObject({ text: "next" });
  });
});
