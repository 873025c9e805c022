// Hunts mutants: a process for each, until the simulation or its story finds it, or it was tried often enough.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MUTANTS, type Mutant } from "./mutants.ts";

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface Hunted {
  readonly mutant: Mutant;
  /** The rule that was broken first, or the test; undefined when nothing was. */
  readonly rule?: string;
  /** Lives that were lived until then. */
  readonly lives: number;
}

/** Each with at most so many lives; `only` is one of them by name. */
export function hunt(lives: number, only?: string): Hunted[] {
  return MUTANTS.filter(({ name }) => !only || name === only).map((mutant) => {
    const hunted = mutant.story ? inStory(mutant, mutant.story) : inLives(mutant, lives);
    const where = mutant.story ?? mutant.mode ?? "lives";
    console.log(
      `${hunted.rule ? "found" : "SURVIVES"} | ${mutant.name} | ${where} | ${hunted.lives} | ${hunted.rule ?? ""}`,
    );
    return hunted;
  });
}

function run(mutant: Mutant, words: readonly string[]): { stdout: string; stderr: string } {
  return spawnSync(process.execPath, words, { env: { ...process.env, MUTANT: mutant.name }, encoding: "utf8" });
}

function inLives(mutant: Mutant, lives: number): Hunted {
  const options = ["--disable-warning=ExperimentalWarning", "--import", new URL("./mutate.ts", import.meta.url).href];
  const asked = ["--mode", mutant.mode ?? "lives", "--lives", String(lives), "--first"];
  const { stdout, stderr } = run(mutant, [...options, fileOf("./index.ts"), ...asked]);
  if (!stdout.includes('"mode"')) throw new Error(`mutant "${mutant.name}" cannot be run: ${stderr.slice(-500)}`);
  const rule = /^FAILED.*\n {2}(.{1,110})/m.exec(stdout)?.[1];
  const { cases } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as { cases: number };
  return { mutant, rule, lives: cases };
}

function inStory(mutant: Mutant, story: string): Hunted {
  const vitest = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")));
  const { stdout, stderr } = run(mutant, [vitest, "run", "--config", fileOf("./mutated.config.ts"), story]);
  const told = /Tests .*\((\d+)\)/.exec(stdout)?.[1];
  if (!told) throw new Error(`mutant "${mutant.name}": ${story} cannot be told: ${stderr.slice(-500)}`);
  return { mutant, rule: /^ *FAIL +(.{1,110})/m.exec(stdout + stderr)?.[1], lives: Number(told) };
}
