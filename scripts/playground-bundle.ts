// Builds the playground's static page: one script, one style sheet, one HTML file, and nothing else to load.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";
import { precompileTemplates } from "../src/adapters/templates.ts";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const BROWSER = "src/playground/browser";

/** What a page cannot have, and what stands in its place: files of ours by their path, packages by their name. */
const INSTEAD: Readonly<Record<string, string>> = {
  "src/adapters/templates.ts": "templates.ts",
  "src/adapters/template-runner.ts": "template-runner.ts",
  "src/adapters/template-check.ts": "template-check.ts",
  "node:crypto": "node-crypto.ts",
  "node:zlib": "node-zlib.ts",
  "date-holidays": "date-holidays.ts",
};

/** Puts those files in their places, and the templates into theirs. */
function instead(): Plugin {
  const files = new Map(Object.entries(INSTEAD).map(([path, file]) => [path.includes("/") ? at(path) : path, file]));
  return {
    name: "instead",
    async resolveId(source, importer) {
      const file = files.get(source) ?? files.get((await this.resolve(source, importer, { skipSelf: true }))?.id ?? "");
      return file ? at(`${BROWSER}/instead/${file}`) : null;
    },
    load: (id) => (id === at(`${BROWSER}/instead/precompiled.ts`) ? precompiled() : null),
  };
}

function precompiled(): string {
  const languages = (["en", "fr"] as const).map((locale) => {
    const templates = [...precompileTemplates(locale)].map(([name, code]) => `${JSON.stringify(name)}: ${code}`);
    return `${locale}: {${templates.join(",\n")}}`;
  });
  return `export default {${languages.join(",\n")}};`;
}

/** The page's script: it needs no server, so it is one classic script, which works from a file as well. */
export async function bundlePlayground(): Promise<string> {
  const bundle = await rolldown({
    input: at(`${BROWSER}/main.ts`),
    platform: "browser",
    plugins: [instead()],
    resolve: { alias: { handlebars: "handlebars/runtime.js" } },
    transform: { inject: { Buffer: [at(`${BROWSER}/instead/bytes.ts`), "Buffer"] } },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

export const fileOf = (name: string): string => readFileSync(at(`${BROWSER}/${name}`), "utf8");
