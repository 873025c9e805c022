// The engine that runs one language's templates, however they came to be functions: compiled here, or before.
import Handlebars, { type TemplateDelegate } from "handlebars";
import type { Message } from "../domain/effects.ts";
import { encode, helpers, type Locale } from "./template-helpers.ts";

export interface Templates {
  /** Throws when the template does not exist or a field that it uses is missing. */
  render(message: Message, context: { locale: Locale; timezone: string }): string;
  /** Our own templates by name, as they are written in a language. */
  sources(locale: Locale): ReadonlyMap<string, string>;
}

type Words = Readonly<Record<string, TemplateDelegate>>;

export interface Engine {
  readonly handlebars: typeof Handlebars;
  /** What its templates are to be compiled with. */
  readonly options: CompileOptions;
  /** The text before `tidy`. Words stand before the templates of the same name. Throws as `Templates.render` does. */
  render(message: Message, timezone: string, words?: Words): string;
}

// Handlebars has one escape function per process, and ours is the only user of it: every `{{value}}` becomes plain Markdown.
Object.assign(Handlebars.Utils, { escapeExpression: (value: unknown) => encode(value).toString() });

const BUILT_IN = ["if", "unless", "each", "lookup"];

/** An engine for the templates with these names; they are still to be registered as its partials. */
export function createEngine(locale: Locale, names: { has(name: string): boolean }): Engine {
  const handlebars = Handlebars.create();
  /** A severity of the policy's own has no checklist of its own. */
  const existing = (name: unknown, otherwise: string) => (names.has(String(name)) ? name : otherwise);
  const known = { ...helpers(locale), existing };
  handlebars.registerHelper(known);
  const knownHelpers = Object.fromEntries([...BUILT_IN, ...Object.keys(known)].map((name) => [name, true]));
  return {
    handlebars,
    options: { strict: true, knownHelpers, knownHelpersOnly: true },
    render({ template: name, data }, timezone, words) {
      if (!names.has(name)) throw new Error(`no template ${name} in the language ${locale}`);
      const template = words?.[name] ?? (handlebars.partials[name] as TemplateDelegate);
      return template(data, { data: { timezone }, partials: words });
    },
  };
}

/** Branches that say nothing leave empty lines behind. */
export function tidy(text: string): string {
  return text.replace(/\n{3,}/g, "\n\n").trim();
}
