// The place of the templates as functions, by language and name; `npm run playground` puts them here.
import type { Locale } from "../../../adapters/template-helpers.ts";

const precompiled: Record<Locale, Record<string, TemplateSpecification>> = { en: {}, fr: {} };

export default precompiled;
