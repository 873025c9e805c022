// Builds the playground's static page: one script, one style sheet, one HTML file, and nothing else to load.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";
import { loadTemplates, precompileTemplates } from "../src/adapters/templates.ts";
import { wordsFrom } from "../src/playground/browser/words.ts";

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
    resolveId: {
      filter: { id: /^node:|^date-holidays$|\/template/ },
      async handler(source, importer) {
        const path = await this.resolve(source, importer, { skipSelf: true });
        const file = files.get(source) ?? files.get(path?.id ?? "");
        return file ? at(`${BROWSER}/instead/${file}`) : null;
      },
    },
    load: { filter: { id: /\/instead\/precompiled\.ts$/ }, handler: precompiled },
  };
}

function precompiled(): string {
  const languages = (["en", "fr"] as const).map((locale) => {
    const templates = [...precompileTemplates(locale)].map(([name, code]) => `${JSON.stringify(name)}: ${code}`);
    return `${locale}: {${templates.join(",\n")}}`;
  });
  return `export default {${languages.join(",\n")}};`;
}

/** One classic script, which works from a file as well as from a server. */
async function script(): Promise<string> {
  const bundle = await rolldown({
    input: at(`${BROWSER}/main.ts`),
    platform: "browser",
    plugins: [instead()],
    resolve: { alias: { handlebars: "handlebars/runtime.js" } },
    transform: { inject: { Buffer: [at(`${BROWSER}/instead/bytes.ts`), "Buffer"] } },
    checks: { pluginTimings: false },
    // What is missing would only be missed in somebody's browser.
    onLog(_level, log) {
      throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/** The page says everything in English, until its script knows better. */
function html(): string {
  const words = wordsFrom(loadTemplates(), "en");
  return read("page.html").replaceAll(/ data-word>([\w.-]+)</g, (_all, name) => ` data-word="${name}">${words(name)}<`);
}

const read = (name: string): string => readFileSync(at(`${BROWSER}/${name}`), "utf8");

/** Writes the page into a folder, which is made if need be; resolves to its files by their names. */
export async function buildPlayground(folder: string): Promise<Map<string, string>> {
  const files = new Map([
    ["index.html", html()],
    ["playground.css", read("page.css")],
    ["playground.js", await script()],
  ]);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return files;
}
