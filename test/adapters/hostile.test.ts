// Hostile text in every field that the app shows: GitHub finds in it what the templates say, and nothing else.
import { describe, expect, test, vi } from "vitest";
import { loadTemplates } from "../../src/adapters/templates.ts";
import type { Message } from "../../src/domain/effects.ts";
import { encodeMarkdown } from "../../src/domain/markdown.ts";
import { COMMONMARK, FLOODS, HOSTILE, NAUGHTY, OWN, REFERENCES } from "../support/hostile.ts";
import { quickly } from "../support/quickly.ts";
import { type Reading, read } from "../support/reader.ts";
import { samples } from "../support/samples.ts";

// Thousands of cases in one: a busy machine needs its time.
vi.setConfig({ testTimeout: 120_000 });

const templates = loadTemplates();
const LOCALES = ["en", "fr"] as const;
type Locale = (typeof LOCALES)[number];

/** These choose a template, name a clock or its state, or hold GitHub's own address; nobody types them. */
const OURS = ["template", "clock", "state", "url"];

/** The data with every string replaced, however deep. */
function filledWith(data: unknown, value: string, name = ""): unknown {
  // An empty text is one that is not there.
  if (typeof data === "string") return data === "" || OURS.includes(name) ? data : value;
  if (Array.isArray(data)) return data.map((one) => filledWith(one, value, name));
  if (data === null || typeof data !== "object" || Object.getPrototypeOf(data) !== Object.prototype) return data;
  return Object.fromEntries(Object.entries(data).map(([key, one]) => [key, filledWith(one, value, key)]));
}

function render({ template, data }: Message, value: string, locale: Locale): string {
  const filled = filledWith(data, value) as Record<string, unknown>;
  return templates.render({ template, data: filled }, { locale, timezone: "UTC" });
}

const LARGE = ["card", "report", "month"];
/** Stands in a chart only, which is code: read with the card. */
const WITHIN = ["point"];
const all = { en: samples("en"), fr: samples("fr") };
/** Several messages in one text, so that one that breaks out of its place shows in the others, too. */
const textOf = (messages: readonly Message[], value: string, locale: Locale) =>
  messages.map((message) => render(message, value, locale)).join("\n\n<!-- next -->\n\n");

const known = new Map<string, Reading>();
function plainly(messages: readonly Message[], key: string, locale: Locale): Reading {
  const reading = known.get(key) ?? read(textOf(messages, "lorem", locale));
  known.set(key, reading);
  return reading;
}

/** Handles that a policy may name are mentioned where a template mentions: they are no stowaways. */
const isHandle = (value: string) => /^@[a-z\d][a-z\d_-]{0,38}(?:\/[a-z\d][\w.-]{0,99})?$/i.test(value);
const isVisible = (value: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(value.slice(0, 200));

const PORTION = 4;
/** The messages of a turn: over all turns every message meets every kind of text. */
function turn(messages: readonly Message[], index: number, size: number): { portion: readonly Message[]; key: string } {
  const first = (index * size) % messages.length;
  const portion = [...messages, ...messages].slice(first, first + size);
  return { portion, key: String(first) };
}

function check(messages: readonly Message[], { value, index }: { value: string; index: number }, size = PORTION): void {
  const locale: Locale = LOCALES[index % 2] ?? "en";
  const { portion, key } = turn(messages, index, size);
  const wanted = plainly(portion, `${locale} ${messages.length} ${key}`, locale);
  const text = textOf(portion, value, locale);
  const reading = read(text);
  const finds = isHandle(value) ? reading.finds.filter((find) => find !== `mention ${value}`) : reading.finds;
  expect(finds, `${JSON.stringify(value)} in ${portion.map(({ template }) => template)}`).toEqual(wanted.finds);
  if (isVisible(value) && !isHandle(value)) expect(reading.shape, JSON.stringify(value)).toBe(wanted.shape);
}

describe.each([
  ["naughty strings", NAUGHTY, 480],
  ["CommonMark's examples", COMMONMARK, 650],
  ["our own", OWN, 700],
] as const)("%s", (_, strings, atLeast) => {
  const small = LOCALES.flatMap((locale) => all[locale]).filter(
    ({ template }) => ![...LARGE, ...WITHIN].includes(template),
  );
  test("in every field of the messages", () => {
    expect(strings.length).toBeGreaterThanOrEqual(atLeast);
    for (const [index, value] of strings.entries()) check(small, { value, index });
  });

  test("in every field of cards, post-mortems and months", () => {
    const large = all.en.filter(({ template }) => LARGE.includes(template));
    for (const [index, value] of strings.entries()) if (index % 12 === 0) check(large, { value, index: index / 12 }, 1);
  });
});

test.each(["# %s", "- %s", "| %s | x |\n|---|---|", "> %s", "**%s**", "[%s](https://ours.example)", "%s"])(
  "every text where a template may put one: %s",
  (place) => {
    const wanted = read(place.replace("%s", () => "lorem"));
    for (const value of HOSTILE) {
      const reading = read(place.replace("%s", () => encodeMarkdown(value)));
      expect(reading.finds, JSON.stringify(value)).toEqual(wanted.finds);
      if (isVisible(value)) expect(reading.shape, JSON.stringify(value)).toBe(wanted.shape);
    }
  },
);

test.each(FLOODS)("a flood of %s in every field keeps nobody waiting", (name, value) => {
  for (const message of new Map(all.en.map((one) => [one.template, one])).values())
    quickly(`${name} in ${message.template}`, () => render(message, value, "en"));
});

test("a link goes where the policy says, or nowhere", () => {
  const card = all.en.find(({ template }) => template === "card") ?? expect.unreachable();
  const shown = (url: string) =>
    read(
      templates.render(
        { ...card, data: { ...card.data, links: [{ name: "lorem", url }] } },
        { locale: "en", timezone: "UTC" },
      ),
    ).finds;
  const wanted = shown("nowhere");
  const addresses = [...REFERENCES, ...REFERENCES.map((one) => `https://ok.example/${one}`), "https://ok.example/](x)"];
  for (const value of [...addresses, ...NAUGHTY.filter((one) => URL.canParse(one))]) {
    const found = shown(value).filter((find) => !wanted.includes(find));
    expect(found.length, value).toBeLessThanOrEqual(1);
    const address = URL.parse(value);
    for (const find of found) expect(URL.parse(find.replace("link ", ""))?.host, value).toBe(address?.host);
    if (!/^https?:$/.test(address?.protocol ?? "")) expect(found, value).toEqual([]);
  }
});
