// The language of a page: the first of the reader's that we speak.
import type { IncomingMessage } from "node:http";
import type { Locale } from "../adapters/template-helpers.ts";

/** By `Accept-Language` and its weights; English when none of them is ours. */
export function localeOf({ headers }: IncomingMessage): Locale {
  const wanted = (headers["accept-language"] ?? "")
    .split(",", 20)
    .map((part) => {
      const [tag = "", ...rest] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = rest.find((one) => one.startsWith("q="))?.slice(2);
      return { language: tag.split("-", 1)[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ language, weight }) => weight > 0 && (language === "en" || language === "fr"))
    .toSorted((a, b) => b.weight - a.weight);
  return wanted[0]?.language === "fr" ? "fr" : "en";
}
