// Everything the app says: reads the templates once, compiles them, and renders messages from them.
import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import type { Message } from "../domain/effects.ts";
import { encode, helpers, type Locale } from "./template-helpers.ts";

export interface Templates {
  /** Throws when the template does not exist or a field that it uses is missing. */
  render(message: Message, context: { locale: Locale; timezone: string }): string;
}

type Render = (name: string, data: Record<string, unknown>, timezone: string) => string;

const LOCALES = ["en", "fr"] as const;
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
  ours ??= templatesIn(new URL("../../templates/", import.meta.url));
  return ours;
}

function templatesIn(directory: URL): Templates {
  const languages = new Map<Locale, Render>();
  for (const locale of LOCALES) languages.set(locale, compile(readAll(new URL(`${locale}/`, directory)), locale));
  return {
    render({ template, data }, { locale, timezone }) {
      const render = languages.get(locale);
      if (!render) throw new Error(`no templates in the language ${locale}`);
      return render(template, data, timezone);
    },
  };
}

/** All templates of a language by name: the path without its extension, as in `refusals/over`. */
function readAll(directory: URL): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const names = files.filter((path) => path.endsWith(EXTENSION)).map((path) => path.slice(0, -EXTENSION.length));
  return new Map(names.map((name) => [name, readFileSync(new URL(name + EXTENSION, directory), "utf8").trimEnd()]));
}

function compile(sources: ReadonlyMap<string, string>, locale: Locale): Render {
  const engine = Handlebars.create();
  /** A severity of the policy's own has no checklist of its own. */
  const existing = (name: unknown, otherwise: string) => (sources.has(String(name)) ? name : otherwise);
  const known = { ...helpers(locale), existing };
  const knownHelpers = Object.fromEntries([...BUILT_IN, ...Object.keys(known)].map((name) => [name, true]));
  engine.registerHelper(known);
  for (const [name, source] of sources) {
    const program = engine.parse(source, { srcName: name });
    new Strict().accept(program);
    engine.registerPartial(name, engine.compile(program, { strict: true, knownHelpers, knownHelpersOnly: true }));
  }
  return (name, data, timezone) => {
    const template = sources.has(name) ? (engine.partials[name] as Handlebars.TemplateDelegate) : undefined;
    if (!template) throw new Error(`no template ${name} in the language ${locale}`);
    return tidy(template(data, { data: { timezone } }));
  };
}

/** Branches that say nothing leave empty lines behind. */
function tidy(text: string): string {
  return text.replace(/\n{3,}/g, "\n\n").trim();
}
