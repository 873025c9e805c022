// The pages' templates: HTML, one file for each page and language, every value escaped.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type Handlebars from "handlebars";
import { type AssetAddress, pageHelpers } from "./page-helpers.ts";
import type { Locale } from "./template-helpers.ts";
import { loadTemplates } from "./templates.ts";

/** What the frame around every page knows. */
export interface Shell {
  readonly locale: Locale;
  /** Of whoever is signed in; "" for nobody. */
  readonly login: string;
  /** The page's own path: where the frame marks it, and where one comes back to. */
  readonly path: string;
}

export interface Pages {
  /** The page as HTML. Throws when there is no such page, or a field that it uses is missing. */
  render(page: string, data: object, shell: Shell): string;
}

const LOCALES = ["en", "fr"] as const;
const FOLDER = new URL("../../templates/pages/", import.meta.url);
const EXTENSION = ".hbs";
const BUILT_IN = ["if", "unless", "each", "lookup", "with"];

// Handlebars has one escape function for all its environments, and that one writes Markdown here. The browser's build is
// a second copy of it, whose escape function is HTML's.
const html = createRequire(import.meta.url)("handlebars/dist/handlebars.js") as typeof Handlebars;

/** Reads and compiles the pages of every language. `address` tells where an asset is served. */
export function loadPages(address: AssetAddress): Pages {
  const languages = new Map(LOCALES.map((locale) => [locale, compileAll(locale, address)]));
  return {
    render(page, data, shell) {
      const template = languages.get(shell.locale)?.[page] as Handlebars.TemplateDelegate | undefined;
      if (!template) throw new Error(`no page ${page} in the language ${shell.locale}`);
      return template(data, { data: { shell } });
    },
  };
}

function compileAll(locale: Locale, address: AssetAddress): Readonly<Record<string, unknown>> {
  const engine = html.create();
  const helpers = pageHelpers(locale, { address, templates: loadTemplates() });
  engine.registerHelper(helpers);
  const knownHelpers = Object.fromEntries([...BUILT_IN, ...Object.keys(helpers)].map((name) => [name, true]));
  const folder = new URL(`${locale}/`, FOLDER);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(EXTENSION))) {
    const source = readFileSync(new URL(file, folder), "utf8");
    const template = engine.compile(source, { strict: true, knownHelpers, knownHelpersOnly: true });
    engine.registerPartial(file.slice(0, -EXTENSION.length), template);
  }
  return engine.partials;
}
