// How a story is told with the mutant that MUTANT names: Vitest compiles the source itself, so the bug is put in there.
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";
import { MUTANTS, mutated } from "./mutants.ts";

const mutant = MUTANTS.find(({ name }) => name === process.env["MUTANT"]);
const place = fileURLToPath(new URL(`../../src/${mutant?.file}`, import.meta.url));

export default mergeConfig(
  base,
  defineConfig({
    root: fileURLToPath(new URL("../../", import.meta.url)),
    // What was compiled with another bug in it must not be taken from before.
    test: { fsModuleCache: false },
    plugins: [
      {
        name: "mutant",
        enforce: "pre",
        transform: (code: string, id: string) => (mutant && id === place ? mutated(code, mutant) : undefined),
      },
    ],
  }),
);
