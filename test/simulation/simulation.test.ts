// The simulation, as much of it as every change can afford: some lives, a death at every edge, every answer at every call.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { MUTANTS, mutated } from "./mutants.ts";

/** In a process of its own, because it pins what the process has of time, ids and cryptography. */
async function simulate(...asked: string[]): Promise<Record<string, number>> {
  const entry = fileURLToPath(new URL("./index.ts", import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry, ...asked]);
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(printed + errors, asked.join(" ")).not.toMatch(/FAILED|Error:/);
  return JSON.parse(printed.trim().split("\n").at(-1) ?? "{}") as Record<string, number>;
}

describe("the simulation", { timeout: 240_000 }, () => {
  test("lives with all kinds of trouble end as they would have without any", async () => {
    const { cases, kills = 0 } = await simulate("--lives", "5", "--seed", "500");
    expect(cases).toBe(5);
    expect(kills).toBeGreaterThan(0);
  });

  test("whatever webhooks get lost, and however lists lag, people are heard", async () => {
    expect(await simulate("--mode", "deaf", "--lives", "4", "--seed", "500")).toMatchObject({ cases: 4, failures: 0 });
  });

  test("every group of alerts has one incident, open while it fires", async () => {
    const { groups = 0, failures } = await simulate("--mode", "alerts", "--lives", "8", "--seed", "500");
    expect(failures).toBe(0);
    expect(groups).toBeGreaterThan(8);
  });

  test("the same seed gives the same journal", async () => {
    expect(await simulate("--mode", "twice", "--lives", "2", "--seed", "700")).toMatchObject({ cases: 2, failures: 0 });
  });

  test("a death at each edge of a short life changes nothing", async () => {
    const { cases, edges, failures } = await simulate("--mode", "crash-short");
    expect({ cases, failures }).toEqual({ cases: edges, failures: 0 });
    expect(edges).toBeGreaterThan(100);
  });

  test("each kind of wrong answer at each call of a short life changes nothing", async () => {
    const { cases, failures } = await simulate("--mode", "answers-short");
    expect(failures).toBe(0);
    expect(cases).toBeGreaterThan(100);
  });
});

test.each(MUTANTS.map((mutant) => ({ ...mutant })))("the mutant still has its place: $name", (mutant) => {
  const source = readFileSync(new URL(`../../src/${mutant.file}`, import.meta.url), "utf8");
  expect(mutated(source, mutant)).not.toBe(source);
});
