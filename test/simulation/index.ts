// Runs the simulation: `npm run sim -- --lives 1000 --seed 1`, or with `--mode`. Prints what broke and how to see it again.
import { parseArgs } from "node:util";
import { alerts } from "./alerts.ts";
import { hunt } from "./hunt.ts";
import * as limits from "./limits.ts";
import { pinMachine } from "./machine.ts";
import * as modes from "./modes.ts";
import * as rare from "./rare.ts";

const { values } = parseArgs({
  options: {
    lives: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    mode: { type: "string", default: "lives" },
    first: { type: "boolean", default: false },
    only: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});

const MODES: Record<string, (asked: modes.Asked) => Promise<modes.Tried>> = {
  lives: modes.lives,
  alerts,
  deaf: modes.deaf,
  twice: modes.twice,
  crash: (asked) => modes.crash(asked),
  "crash-short": (asked) => modes.crash(asked, modes.SHORT),
  answers: (asked) => modes.answers(asked),
  "answers-short": (asked) => modes.answers(asked, modes.SHORT),
  pairs: modes.pairs,
  rebuild: modes.rebuild,
  year: rare.year,
  commands: rare.commands,
  outage: rare.outage,
  backlog: limits.backlog,
  lateness: limits.lateness,
};

if (values.mode === "mutants") {
  const survivors = hunt(Number(values.lives), values.only).filter(({ rule }) => !rule);
  console.log(`${survivors.length} of the mutants survive`);
  process.exit(survivors.length);
}
const run = MODES[values.mode];
if (!run) throw new Error(`no mode ${values.mode}; there are ${Object.keys(MODES).join(", ")}`);
const print = values.verbose ? (line: string) => console.log(line) : undefined;
const began = process.cpuUsage();
pinMachine();
const asked = { seed: Number(values.seed), lives: Number(values.lives), only: values.only, print };
const tried = await run({ ...asked, isFirstEnough: values.first }).catch((error: unknown) => {
  if (error instanceof modes.Enough) return error.tried;
  throw error;
});
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
for (const [index, { again, problems, tail }] of tried.failures.entries()) {
  console.log(`FAILED  npm run sim -- ${again} --verbose`);
  for (const problem of problems.slice(0, 4)) console.log(`  ${problem.slice(0, 400)}`);
  // The first one is worth reading at once.
  if (index === 0) for (const line of tail) console.log(`    ${line.slice(0, 160)}`);
}
const { cases, failures, figures } = tried;
const rate = Math.round((cases / seconds) * 100) / 100;
console.log(
  JSON.stringify({
    mode: values.mode,
    cases,
    failures: failures.length,
    ...figures,
    "seconds of CPU": Math.round(seconds),
    "cases per second": rate,
  }),
);
process.exitCode = failures.length > 0 ? 1 : 0;
