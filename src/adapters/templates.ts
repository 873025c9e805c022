// Everything the app says: reads the templates once, compiles them, and renders messages from them.
import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import type { Message } from "../domain/effects.ts";
import { encode, helpers, type Locale } from "./template-helpers.ts";

export interface Templates {
  /** Throws when the template does not exist or a field that it uses is missing. */
  render(message: Message, context: { locale: Locale; timezone: string }): string;
  /** Our own templates by name, as they are written in a language. */
  sources(locale: Locale): ReadonlyMap<string, string>;
}

/** One language's templates. */
export interface Language {
  readonly sources: ReadonlyMap<string, string>;
  /** A tree as a template; its partials are this language's, or the words it is rendered with. */
  compile(program: hbs.AST.Program): Handlebars.TemplateDelegate;
  /** The text before `tidy`. Words stand before the templates of the same name. Throws as `Templates.render` does. */
  render(message: Message, timezone: string, words?: Readonly<Record<string, Handlebars.TemplateDelegate>>): string;
}

const LOCALES = ["en", "fr"] as const;
const OURS = new URL("../../templates/", import.meta.url);
const EXTENSION = ".hbs";
const BUILT_IN = ["if", "unless", "each", "lookup"];

// Handlebars has one escape function per process, and ours is the only user of it: every `{{value}}` becomes plain Markdown.
Object.assign(Handlebars.Utils, { escapeExpression: (value: unknown) => encode(value).toString() });

/** Makes strictness hold for arguments as well: `{{#if due}}` and `{{time due}}` throw when there is no `due`. */
class Strict extends Handlebars.Visitor {
  override PathExpression(path: hbs.AST.PathExpression & { strict?: boolean }): void {
    path.strict = true;
  }
}

/** Our own templates, compiled once for the process however often it starts the app. */
let ours: Templates | undefined;

export function loadTemplates(directory?: URL): Templates {
  if (directory) return templatesIn(directory);
  ours ??= templatesIn(OURS);
  return ours;
}

function templatesIn(directory: URL): Templates {
  const languages = new Map<Locale, Language>();
  for (const locale of LOCALES) languages.set(locale, readLanguage(locale, directory));
  const languageOf = (locale: Locale): Language => {
    const language = languages.get(locale);
    if (!language) throw new Error(`no templates in the language ${locale}`);
    return language;
  };
  return {
    render: (message, { locale, timezone }) => tidy(languageOf(locale).render(message, timezone)),
    sources: (locale) => languageOf(locale).sources,
  };
}

export function readLanguage(locale: Locale, directory = OURS): Language {
  return compileAll(readAll(new URL(`${locale}/`, directory)), locale);
}

/** All templates of a language by name: the path without its extension, as in `refusals/over`. */
function readAll(directory: URL): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const names = files.filter((path) => path.endsWith(EXTENSION)).map((path) => path.slice(0, -EXTENSION.length));
  return new Map(names.map((name) => [name, readFileSync(new URL(name + EXTENSION, directory), "utf8").trimEnd()]));
}

function compileAll(sources: ReadonlyMap<string, string>, locale: Locale): Language {
  const engine = Handlebars.create();
  /** A severity of the policy's own has no checklist of its own. */
  const existing = (name: unknown, otherwise: string) => (sources.has(String(name)) ? name : otherwise);
  const known = { ...helpers(locale), existing };
  const knownHelpers = Object.fromEntries([...BUILT_IN, ...Object.keys(known)].map((name) => [name, true]));
  engine.registerHelper(known);
  const compile = (program: hbs.AST.Program) => {
    new Strict().accept(program);
    return engine.compile(program, { strict: true, knownHelpers, knownHelpersOnly: true });
  };
  for (const [name, source] of sources) engine.registerPartial(name, compile(engine.parse(source, { srcName: name })));
  return {
    sources,
    compile,
    render({ template: name, data }, timezone, words) {
      if (!sources.has(name)) throw new Error(`no template ${name} in the language ${locale}`);
      const template = words?.[name] ?? (engine.partials[name] as Handlebars.TemplateDelegate);
      return template(data, { data: { timezone }, partials: words });
    },
  };
}

/** Branches that say nothing leave empty lines behind. */
export function tidy(text: string): string {
  return text.replace(/\n{3,}/g, "\n\n").trim();
}
