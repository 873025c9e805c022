// How the tests run: everything under test/, in Node, on every core; patiently, because the machines are shared.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: "100%",
    // No test leaves anything behind in a module: files that follow each other in a worker need not load the app anew,
    // which was a third of the time.
    isolate: false,
    // Whatever leaves is watched for the canaries that every secret of the tests holds.
    setupFiles: ["test/support/watching.ts"],
  },
});
