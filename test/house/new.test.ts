// `npm run new`, in a copy of the repository: what it writes works at once, what it cannot write it says in one line.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["package.json", "tsconfig.json", "src", "templates", "scripts", "test/support", "test/commands"];

let copy = "";
const file = (path: string): string => readFileSync(join(copy, path), "utf8");
const create = (...args: string[]) =>
  spawnSync(process.execPath, [join(copy, "scripts/new.ts"), ...args], { encoding: "utf8" });

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "tocsin-new-"));
  for (const path of COPIED)
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"), "dir");
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("a new command", () => {
  beforeAll(() => {
    const { status, stderr } = create("hand-over");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("has its three files, in every language, and its test", () => {
    for (const path of ["templates/en/hand-over.hbs", "templates/fr/hand-over.hbs", "test/commands/hand-over.test.ts"])
      expect(file(path)).not.toBe("");
    expect(file("src/commands/hand-over.ts")).toMatch(/^\/\/ \/hand-over: .*\.\n/);
  });

  test("costs the table one import and one entry", () => {
    const before = readFileSync(join(ROOT, "src/commands/index.ts"), "utf8").split("\n");
    const added = file("src/commands/index.ts")
      .split("\n")
      .filter((line) => !before.includes(line));
    expect(added).toEqual(['import { handOver } from "./hand-over.ts";', "  handOver,"]);
  });

  test("describes itself, is in the table before /help, and its template renders", () => {
    const ask = `
      import { COMMANDS } from "./src/commands/index.ts";
      import { loadTemplates } from "./src/adapters/templates.ts";
      const message = { template: "hand-over", data: { text: "hello" } };
      const text = loadTemplates().render(message, { locale: "fr", timezone: "UTC" });
      console.log(JSON.stringify([COMMANDS.slice(-2).map(({ name, example }) => [name, example]), text]));`;
    const answer = execFileSync(process.execPath, ["--input-type=module", "--eval", ask], {
      cwd: copy,
      encoding: "utf8",
    });
    expect(JSON.parse(answer)).toEqual([
      [
        ["hand-over", "/hand-over hello"],
        ["help", "/help"],
      ],
      "hello",
    ]);
  });

  test("is well typed and formatted, and its test passes", () => {
    const files = ["src/commands/hand-over.ts", "src/commands/index.ts", "test/commands/hand-over.test.ts"];
    const run = (tool: string, ...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, "node_modules/.bin", tool), ...args], { cwd: copy, encoding: "utf8" });
    for (const [tool = "", ...args] of [
      ["tsc", "--noEmit"],
      ["biome", "ci", "--config-path", ROOT, "--vcs-enabled=false", ...files],
      ["vitest", "run", "--root", copy, "test/commands/hand-over.test.ts"],
    ]) {
      const { status, stdout, stderr } = run(tool, ...args);
      expect(status, `${tool}: ${stdout}${stderr}`).toBe(0);
    }
  });
});

describe("a name that cannot be", () => {
  test.each(["", "Ack", "two words", "../escape", "9lives", "delete", "index", "x".repeat(31), "trailing-"])(
    "%j is refused in one line",
    (name) => {
      const { status, stderr } = create(name);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^".*" cannot be a command; .+\n$/);
    },
  );

  test.each([
    ["ack", "/ack"],
    ["sev", "/severity"],
    ["card", "templates/en/card.hbs"],
  ])("%s is taken by %s", (name, owner) => {
    const { status, stderr } = create(name);
    expect(status).toBe(1);
    expect(stderr).toBe(`"${name}" is taken by ${owner}; choose another name\n`);
  });
});
