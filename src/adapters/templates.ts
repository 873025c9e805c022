// Everything the app says: reads the templates once, compiles them, and renders messages from them.
import { readdirSync, readFileSync } from "node:fs";
import Handlebars, { type TemplateDelegate } from "handlebars";
import { createEngine, type Engine, type Templates, tidy } from "./template-engine.ts";
import type { Locale } from "./template-helpers.ts";

export type { Templates };

/** One language's templates. */
export interface Language extends Pick<Engine, "render"> {
  readonly sources: ReadonlyMap<string, string>;
  /** A tree as a template; its partials are this language's, or the words it is rendered with. */
  compile(program: hbs.AST.Program): TemplateDelegate;
}

const LOCALES = ["en", "fr"] as const;
const OURS = new URL("../../templates/", import.meta.url);
const EXTENSION = ".hbs";

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
  const sources = readAll(new URL(`${locale}/`, directory));
  const engine = createEngine(locale, sources);
  const { handlebars, options, render } = engine;
  const compile = (program: hbs.AST.Program) => handlebars.compile(strict(program), options);
  for (const [name, source] of sources) handlebars.registerPartial(name, compile(parse(name, source)));
  return { sources, compile, render };
}

/** All templates of a language by name: the path without its extension, as in `refusals/over`. */
function readAll(directory: URL): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const names = files.filter((path) => path.endsWith(EXTENSION)).map((path) => path.slice(0, -EXTENSION.length));
  return new Map(names.map((name) => [name, readFileSync(new URL(name + EXTENSION, directory), "utf8").trimEnd()]));
}

function parse(name: string, source: string): hbs.AST.Program {
  return Handlebars.parse(source, { srcName: name });
}

function strict(program: hbs.AST.Program): hbs.AST.Program {
  new Strict().accept(program);
  return program;
}

/** Our own templates of a language as JavaScript, by name: for where no code may be made at run time. */
export function precompileTemplates(locale: Locale): Map<string, string> {
  const sources = readAll(new URL(`${locale}/`, OURS));
  const { options } = createEngine(locale, sources);
  const precompiled = (name: string, source: string) =>
    String(Handlebars.precompile(strict(parse(name, source)), options));
  return new Map([...sources].map(([name, source]) => [name, precompiled(name, source)]));
}
