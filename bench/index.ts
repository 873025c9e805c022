// Runs the benchmarks, all or those named on the command line, and prints what they measured as a Markdown table.
import { cpus } from "node:os";
import { frontDoor } from "./front-door.ts";
import { reaction } from "./reaction.ts";
import { printTable, type Row } from "./row.ts";
import { wakeUps } from "./wake-ups.ts";

const BENCHES: Record<string, () => Promise<Row[]>> = {
  "front-door": frontDoor,
  reaction,
  "wake-ups": wakeUps,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}\n`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  try {
    rows.push(...(await bench()));
  } catch (error) {
    // The others may still tell something.
    process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
const cores = cpus();
process.stdout.write(
  `${printTable(rows)}\n\n${cores.length} cores (${cores[0]?.model.trim()}), Node ${process.version}, ${process.platform}. ` +
    "Medians over rounds in which both sides took turns; the ratio is the median of the rounds' own ratios.\n",
);
