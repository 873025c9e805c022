// The page's words, in the reader's language: read from the templates, and filled in where something is missing in them.
import type { Locale } from "../../adapters/template-helpers.ts";
import type { Templates } from "../../adapters/templates.ts";
import type { Message } from "../../domain/effects.ts";

export interface Words {
  readonly locale: Locale;
  /** The words behind a name, with `{…}` filled in. Throws when there are none: a page without words is broken. */
  (name: string, filling?: Readonly<Record<string, string>>): string;
  /** Another of the app's messages, in this language. */
  render(message: Message, timezone: string): string;
}

export function wordsFrom(templates: Templates, locale: Locale): Words {
  const lines = templates.render({ template: "playground/words", data: {} }, { locale, timezone: "UTC" }).split("\n");
  const all = new Map(lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]));
  const words = (name: string, filling: Readonly<Record<string, string>> = {}): string => {
    const text = all.get(name);
    if (text === undefined) throw new Error(`the playground has no words for ${name}`);
    return text.replace(/\{(\w+)\}/g, (_all, missing: string) => filling[missing] ?? "");
  };
  const render = (message: Message, timezone: string) => templates.render(message, { locale, timezone });
  return Object.assign(words, { locale, render });
}
