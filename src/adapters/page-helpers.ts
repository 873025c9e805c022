// What the pages' templates may call: values in, HTML out. Times and lengths read as they do on the card.
import Handlebars, { type HelperDelegate, type HelperOptions } from "handlebars";
import { DateTime, Duration } from "luxon";
import { helpers, type Locale } from "./template-helpers.ts";

/** Where an asset is served: its path, with the fingerprint of its content. */
export type AssetAddress = (name: string) => string;

/** Times are milliseconds since the epoch, lengths milliseconds. */
export function pageHelpers(locale: Locale, address: AssetAddress): Record<string, HelperDelegate> {
  const written = helpers(locale) as Record<"length" | "time", (...args: unknown[]) => { toString(): string }>;
  const length = (value: number) => String(written.length(Duration.fromMillis(value)));
  return {
    ...LOGIC,
    asset: (name: string) => address(name),
    length,
    /** `14:30 UTC` in a zone; with `date=true` the day before it. */
    time: (value: number, { hash }: HelperOptions) => {
      const at = DateTime.fromMillis(value, { zone: hash.zone ?? "utc" });
      const text = String(written.time(at, { hash: { date: hash.date === true }, data: { timezone: at.zoneName } }));
      return new Handlebars.SafeString(`<time datetime="${at.toUTC().toISO()}">${text}</time>`);
    },
    number: (value: number) => value.toLocaleString(locale),
    percent: (part: number, whole: number) =>
      (whole === 0 ? 0 : part / whole).toLocaleString(locale, { style: "percent" }),
  };
}

const LOGIC = {
  eq: (value: unknown, ...others: unknown[]) => others.slice(0, -1).includes(value),
  gt: (one: number, other: number) => one > other,
  /** One of two words, by a count: French has one for 0 and 1, English for 1 alone. */
  plural: (count: number, one: string, { hash }: HelperOptions) =>
    count === 1 || (count === 0 && hash.zero) ? one : hash.many,
  join: (values: readonly string[]) => values.join(", "),
};
