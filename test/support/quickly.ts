// Measures what one call costs: other people's work on the machine does not count, a second try settles a doubt.
import { expect } from "vitest";

/** Milliseconds of the process's own CPU time that one call may take. */
const LONGEST = 200;

/** Runs it and gives its result; fails when it took too long twice. */
export function quickly<T>(what: string, run: () => T): T {
  const first = measured(run);
  if (first.took < LONGEST) return first.result;
  const second = measured(run);
  expect(Math.min(first.took, second.took), `milliseconds of CPU for ${what}`).toBeLessThan(LONGEST);
  return second.result;
}

function measured<T>(run: () => T): { result: T; took: number } {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { result, took: (user + system) / 1000 };
}
