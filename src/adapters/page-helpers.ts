// What the pages' templates may call: values in, HTML out. Times and lengths read as they do on the card.
import Handlebars, { type HelperDelegate, type HelperOptions } from "handlebars";
import { DateTime, Duration } from "luxon";
import type { Message } from "../domain/effects.ts";
import { plainText } from "../domain/markdown.ts";
import { helpers, type Locale } from "./template-helpers.ts";
import type { Templates } from "./templates.ts";

/** Where an asset is served: its path, with the fingerprint of its content. */
export type AssetAddress = (name: string) => string;

/** Times are milliseconds since the epoch, lengths milliseconds. */
export function pageHelpers(
  locale: Locale,
  { address, templates }: { address: AssetAddress; templates: Templates },
): Record<string, HelperDelegate> {
  const written = helpers(locale) as Record<"length" | "time", (...args: unknown[]) => { toString(): string }>;
  const length = (value: number) => String(written.length(Duration.fromMillis(value)));
  return {
    ...LOGIC,
    /** The word that a template of the comments has for this data, which is ours and nobody's typing; without Markdown. */
    say(template: string, { hash }: HelperOptions) {
      return plainWords(templates.render({ template, data: hash }, { locale, timezone: "utc" }));
    },
    /** A row of the timeline, as the card says it. */
    sentence: (row: Message, { hash }: HelperOptions) =>
      plainWords(templates.render(row, { locale, timezone: hash.zone })),
    /** Only the time, for where no element may stand; with `date=true` the day before it, with `day=true` the day alone. */
    moment: (value: number, { hash }: HelperOptions) =>
      DateTime.fromMillis(value, { zone: hash.zone }).toFormat(formatOf(hash)),
    asset: (name: string) => address(name),
    length,
    /** `14:30 UTC` in a zone; with `date=true` the day before it. */
    time: (value: number, { hash }: HelperOptions) => {
      const at = DateTime.fromMillis(value, { zone: hash.zone ?? "utc" });
      const text = String(written.time(at, { hash: { date: hash.date === true }, data: { timezone: at.zoneName } }));
      return new Handlebars.SafeString(`<time datetime="${at.toUTC().toISO()}">${text}</time>`);
    },
    /** 0 is Monday; 1 January 2024 was one. */
    weekday: (day: number) =>
      new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(locale, { weekday: "short", timeZone: "UTC" }),
    number: (value: number) => value.toLocaleString(locale),
    percent: (part: number, whole: number) =>
      (whole === 0 ? 0 : part / whole).toLocaleString(locale, { style: "percent" }),
  };
}

/**
 * Without the Markdown that a template wrote, the sign it begins with (a page has colours), and the joiners that keep a
 * mention from being one.
 */
function plainWords(markdown: string): string {
  return plainText(
    markdown.replace(/^\p{Extended_Pictographic}\ufe0f?\s*/u, "").replace(/(?<!\\)(\*\*|`)/g, ""),
  ).replaceAll("\u2060", "");
}

function formatOf({ day, date }: { day?: boolean; date?: boolean }): string {
  if (day) return "yyyy-MM-dd";
  return date ? "yyyy-MM-dd HH:mm" : "HH:mm";
}

const LOGIC = {
  eq: (value: unknown, ...others: unknown[]) => others.slice(0, -1).includes(value),
  or: (one: unknown, other: unknown) => Boolean(one || other),
  gt: (one: number, other: number) => one > other,
  /** One of two words, by a count: French has one for 0 and 1, English for 1 alone. */
  plural: (count: number, one: string, { hash }: HelperOptions) =>
    count === 1 || (count === 0 && hash.zero) ? one : hash.many,
  /** `at risk` as a class: `at-risk`. */
  slug: (text: string) => text.replaceAll(" ", "-"),
  plus: (one: number, other: number) => one + other,
  minus: (one: number, other: number) => one - other,
  join: (values: readonly string[]) => values.join(", "),
};
