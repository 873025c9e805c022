// Hunts mutants: a process for each, until the simulation finds it or has tried often enough.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MUTANTS, type Mutant } from "./mutants.ts";

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface Hunted {
  readonly mutant: Mutant;
  /** The rule that was broken first; undefined when nothing was. */
  readonly rule?: string;
  /** Lives that were lived until then. */
  readonly lives: number;
}

/** Each with at most so many lives; `only` is one of them by name. */
export function hunt(lives: number, only?: string): Hunted[] {
  return MUTANTS.filter(({ name }) => !only || name === only).map((mutant) => {
    const options = ["--disable-warning=ExperimentalWarning", "--import", new URL("./mutate.ts", import.meta.url).href];
    const asked = ["--mode", mutant.mode ?? "lives", "--lives", String(lives), "--first"];
    const { stdout, stderr } = spawnSync(process.execPath, [...options, fileOf("./index.ts"), ...asked], {
      env: { ...process.env, MUTANT: mutant.name },
      encoding: "utf8",
    });
    if (!stdout.includes('"mode"')) throw new Error(`mutant "${mutant.name}" cannot be run: ${stderr.slice(-500)}`);
    const rule = /^FAILED.*\n {2}(.{1,110})/m.exec(stdout)?.[1];
    const { cases } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as { cases: number };
    console.log(
      `${rule ? "found" : "SURVIVES"} | ${mutant.name} | ${mutant.mode ?? "lives"} | ${cases} | ${rule ?? ""}`,
    );
    return { mutant, rule, lives: cases };
  });
}
