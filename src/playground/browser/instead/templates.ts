// Stands in the page for the templates' files: functions, made when the page was built, since a page may make none.
import type { TemplateDelegate } from "handlebars";
import { createEngine, type Templates, tidy } from "../../../adapters/template-engine.ts";
import type { Locale } from "../../../adapters/template-helpers.ts";
import precompiled from "./precompiled.ts";

const engines = {} as Record<Locale, ReturnType<typeof createEngine>>;
for (const locale of ["en", "fr"] as const) {
  const names = new Set(Object.keys(precompiled[locale]));
  const engine = createEngine(locale, names);
  for (const [name, specification] of Object.entries(precompiled[locale])) {
    engine.handlebars.registerPartial(name, engine.handlebars.template(specification) as TemplateDelegate);
  }
  engines[locale] = engine;
}

const templates: Templates = {
  render: (message, { locale, timezone }) => tidy(engines[locale].render(message, timezone)),
  /** Only repositories' own templates are compared with them, and a page knows none. */
  sources: () => new Map(),
};

export const loadTemplates = (): Templates => templates;
