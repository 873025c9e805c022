// The package can be built: its declarations ask for more than the type check does.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("npm run build finds nothing to complain of", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const compile = ["node_modules/.bin/tsc", "-p", "tsconfig.build.json", "--noEmit"];
  const { stdout, stderr } = spawnSync(process.execPath, compile, { cwd: root, encoding: "utf8" });
  expect(stdout + stderr).toBe("");
});
