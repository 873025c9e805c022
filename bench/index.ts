// Runs the benchmarks, the quick ones or those named on the command line, and prints what they measured as a Markdown
// table. A slow one may be made shorter: `kills=20`.
import { cpus } from "node:os";
import { alerts } from "./alerts.ts";
import { board } from "./board.ts";
import { bombs } from "./bombs.ts";
import { flood } from "./flood.ts";
import { frontDoor } from "./front-door.ts";
import { idle } from "./idle.ts";
import { kills, sigterm } from "./kills.ts";
import { reaction } from "./reaction.ts";
import { replays } from "./replay.ts";
import { replicas } from "./replicas.ts";
import { printTable, type Row } from "./row.ts";
import { storm } from "./storm.ts";
import { takeOver } from "./take-over.ts";
import { wakeUps } from "./wake-ups.ts";

interface Bench {
  /** How often it does what it does, where that can be chosen. */
  run(count?: number): Promise<Row[]>;
  /** Takes minutes: only when it is named. */
  readonly isSlow?: true;
}

const BENCHES: Record<string, Bench> = {
  "front-door": { run: frontDoor },
  alerts: { run: alerts },
  reaction: { run: reaction },
  "wake-ups": { run: wakeUps },
  replay: { run: replays },
  board: { run: board },
  bombs: { run: bombs },
  kills: { run: kills, isSlow: true },
  flood: { run: flood, isSlow: true },
  idle: { run: idle, isSlow: true },
  replicas: { run: replicas, isSlow: true },
  sigterm: { run: sigterm, isSlow: true },
  "take-over": { run: takeOver, isSlow: true },
  storm: { run: storm, isSlow: true },
};

const named = new Map(process.argv.slice(2).map((word) => word.split("=", 2) as [string, string | undefined]));
const unknown = [...named.keys()].filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}\n`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, { run, isSlow }] of Object.entries(BENCHES)) {
  if (named.size > 0 ? !named.has(name) : isSlow) continue;
  process.stderr.write(`${name} …\n`);
  try {
    const count = named.get(name);
    rows.push(...(await run(count === undefined ? undefined : Number(count))));
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
