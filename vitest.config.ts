// How the tests run: everything under test/, in Node, on every core, with a generous timeout because the machines are shared.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
    setupFiles: ["test/support/watching.ts"],
  },
});
