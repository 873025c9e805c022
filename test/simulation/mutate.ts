// Loaded with `--import`: puts the mutant that MUTANT names into its source file while Node loads it.
import { registerHooks } from "node:module";
import { MUTANTS, mutated } from "./mutants.ts";

const mutant = MUTANTS.find(({ name }) => name === process.env["MUTANT"]);
if (!mutant) throw new Error(`no mutant is called ${process.env["MUTANT"]}`);
const place = new URL(`../../src/${mutant.file}`, import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== place) return loaded;
    return { ...loaded, source: mutated(String(loaded.source), mutant) };
  },
});
