// `tocsin validate`: right files are right, wrong ones have a line for each finding, and an exit code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../src/adapters/clock.ts";
import { validateCommand } from "../src/cli-validate.ts";
import type { Refused, Terminal } from "../src/terminal.ts";
import { BEYOND_SCHEMA, BY_SCHEMA, NOT_YAML } from "./support/broken-policies.ts";

const terminal = { clock: systemClock } as Terminal;
const EXAMPLES = new URL("../docs/", import.meta.url).pathname;
let folder = "";
const home = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-"));
  mkdirSync(join(folder, ".github/tocsin"), { recursive: true });
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const put = (path: string, text: string) => {
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};
const validate = (...words: string[]) =>
  validateCommand(words, terminal).catch((error: Refused) => ({ code: error.code, lines: error.message.split("\n") }));

test.each(["tocsin.example.yml", "tocsin-oncall.example.yml"])("docs/%s is right", async (name) => {
  expect(await validate(`${EXAMPLES}${name}`)).toBe(`${EXAMPLES}${name}: right\n`);
});

test("every broken file has its place and its sentence", async () => {
  for (const [text, at, says] of [...BY_SCHEMA, ...BEYOND_SCHEMA, ...NOT_YAML]) {
    const path = put("tocsin.yml", text);
    expect(await validate(path)).toEqual({ code: 1, lines: [`${path}:${at}: ${says}`] });
  }
});

test("without a file everything that the repository has is judged, each against the others", async () => {
  process.chdir(folder);
  expect(await validate()).toMatchObject({
    code: 2,
    lines: [expect.stringContaining("there is no .github/tocsin.yml")],
  });
  put(".github/tocsin.yml", "severities:\n  P0:\n    escalate: [{ after: 0m, notify: [on-call:night] }]\n");
  put(".github/tocsin-oncall.yml", "rotations:\n  days: { starts: 2026-01-05 09:00, every: 1w, people: [alice] }\n");
  put(".github/tocsin/brech.hbs", "late");
  const wrong = await validate();
  expect(wrong).toMatchObject({
    code: 1,
    lines: [
      expect.stringMatching(/^\.github\/tocsin\.yml:3:\d+: .*night/),
      expect.stringMatching(/^\.github\/tocsin\/brech\.hbs:1:1: .*breach/),
    ],
  });
});

test.each(["--help", "a b"])("%j is typed wrongly", async (line) => {
  expect(await validate(...line.split(" "))).toMatchObject({ code: 2 });
});

test("a file that is not there is said so", async () => {
  expect(await validate(join(folder, "nothing.yml"))).toMatchObject({
    code: 1,
    lines: [expect.stringContaining("ENOENT")],
  });
});
