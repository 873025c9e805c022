// Data for templates whose text is no Markdown (mails): every text is one plain line, and shown as it is.
import Handlebars from "handlebars";
import type { Message } from "../domain/effects.ts";

/** Control characters, line ends, and what turns the direction of writing around. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** Characters. */
const LONGEST = 2000;

export function plainLine(text: string): string {
  return text.toWellFormed().replace(UNSEEN, " ").replace(/ {2,}/g, " ").trim().slice(0, LONGEST).toWellFormed();
}

/** The same message, with its texts taken as they are. An empty text stays one, so that `{{#if}}` tells. */
export function asPlain({ template, data }: Message): Message {
  const plain = (value: unknown) => {
    if (typeof value !== "string") return value;
    const line = plainLine(value);
    return line === "" ? "" : new Handlebars.SafeString(line);
  };
  return { template, data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)])) };
}
