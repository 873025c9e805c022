// Rendering in the thread says the same as rendering at home, whatever the data; and it says what is wrong.
import fc from "fast-check";
import { DateTime, Duration } from "luxon";
import { afterAll, expect, test } from "vitest";
import { pack, unpack } from "../../src/adapters/template-parcel.ts";
import { createTemplateRunner } from "../../src/adapters/template-runner.ts";
import { loadTemplates } from "../../src/adapters/templates.ts";
import type { Message } from "../../src/domain/effects.ts";
import { at, exampleCard } from "../support/sample-incidents.ts";
import { samples } from "../support/samples.ts";

const templates = loadTemplates();
/** What is asked here is what it says, not how soon: the machine may be busy. */
const runner = createTemplateRunner(30_000);
const ENGLISH = { locale: "en", timezone: "UTC" } as const;
const render = (sources: Record<string, string>, message: Message) =>
  runner.render(message, { ...ENGLISH, templates: new Map(Object.entries(sources)) });
const BREACH: Message = {
  template: "breach",
  data: { severity: "P1", due: at("15:30"), target: Duration.fromMillis(1) },
};

afterAll(() => runner.stop());

test.each(["en", "fr"] as const)("every sample reads the same from the thread, in %s", async (locale) => {
  for (const timezone of ["UTC", "Europe/Paris"]) {
    const language = { locale, timezone };
    for (const message of samples(locale)) {
      const rendered = await runner.render(message, { ...language, templates: templates.sources(locale) });
      expect(rendered, message.template).toMatchObject({ text: templates.render(message, language) });
    }
  }
});

test("an own partial stands in our templates, and ours in its own", async () => {
  const rendered = await render({ "clock-name": "Clock!" }, exampleCard("en"));
  expect(rendered).toMatchObject({ text: expect.stringContaining("| Clock! |") });
  expect(await render({ breach: "{{> severity-p0}}" }, { ...exampleCard("en"), template: "breach" })).toMatchObject({
    text: expect.stringContaining("CTO"),
  });
});

test.each([
  ["{{x}}", { reason: "missing-field", line: 1, column: 3, data: { name: "x" } }],
  ["a\n{{time late}}", { reason: "missing-field", line: 2, column: 8, data: { name: "late" } }],
  ["{{time severity}}", { reason: "wrong-kind", line: 1, column: 1, data: {} }],
  ["{{> clock-row}}", { reason: "missing-field", line: 1, column: 1 }],
  ["{{#if false}}x{{/if}}", { reason: "no-text" }],
  ["<{{!}}!-- tocsin:card", { reason: "marker" }],
  ["{{{x}}}", { reason: "raw-output" }],
])("%j is told as what it is", async (source, finding) => {
  expect(await render({ breach: source }, BREACH)).toMatchObject({ template: "breach", finding, isCertain: true });
});

test("a title is one short line", async () => {
  const title: Message = { template: "digest-title", data: {} };
  for (const text of ["a\nb", "x".repeat(257)])
    expect(await render({ "digest-title": text }, title)).toMatchObject({ finding: { reason: "not-a-title" } });
  expect(await render({ "digest-title": "x".repeat(256) }, title)).toMatchObject({ text: "x".repeat(256) });
});

test("the template that fails is named, not the one around it", async () => {
  const rendered = await render({ card: "{{> state}}", state: "{{nothing}}" }, exampleCard("en"));
  expect(rendered).toMatchObject({ template: "state", finding: { reason: "missing-field" } });
});

test("a message that fails without them is nobody's fault", async () => {
  const rendered = await render({ card: "x" }, { template: "breach", data: {} });
  expect(rendered).toMatchObject({ template: undefined });
});

test("whatever data there is arrives as it was", () => {
  const zones = fc.constantFrom("UTC", "Europe/Paris", "America/St_Johns", "UTC+5:30");
  const time = fc
    .tuple(fc.date({ noInvalidDate: true }), zones)
    .map(([date, zone]) => DateTime.fromMillis(+date, { zone }));
  const length = fc
    .record({ hours: fc.integer({ min: -999, max: 999 }), minutes: fc.integer({ min: 0, max: 99 }) })
    .map((object) => Duration.fromObject(object));
  const leaf = fc.oneof(
    fc.anything({ maxDepth: 0 }),
    time,
    length,
    fc.constant({ plain: { time: 1 } }),
    fc.constant({ time: 1, zone: "UTC" }),
  );
  const { data } = fc.letrec((tie) => ({
    data: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("data")),
      fc.dictionary(fc.string(), tie("data"), { noNullPrototype: true }),
    ),
  }));
  const plainly = (value: unknown): unknown => {
    if (DateTime.isDateTime(value)) return `${value.toISO()} ${value.zoneName} ${value.locale}`;
    if (Duration.isDuration(value)) return `${value.toISO()} ${value.locale}`;
    if (Array.isArray(value)) return value.map(plainly);
    if (typeof value !== "object" || value === null) return value;
    return Object.entries(value).map(([name, one]) => [name, plainly(one)]);
  };
  fc.assert(
    fc.property(data, (value) => {
      expect(plainly(unpack(structuredClone(pack(value))))).toEqual(plainly(value));
    }),
  );
});
