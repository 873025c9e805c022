// Runs lives: `npm run sim -- --lives 1000 --seed 1`, or one of the modes. Prints what broke and how to see it again.
import { parseArgs } from "node:util";
import { differences } from "./compare.ts";
import { live } from "./life.ts";
import { pinMachine } from "./machine.ts";
import { randomOf } from "./random.ts";
import { scriptOf } from "./script.ts";
import { troubleOf } from "./trouble.ts";

const { values } = parseArgs({
  options: {
    lives: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    mode: { type: "string", default: "lives" },
    verbose: { type: "boolean", default: false },
  },
});
pinMachine();
const began = process.cpuUsage();
let [calls, kills, broken, apart, differing] = [0, 0, 0, 0, 0];
for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.lives); seed++) {
  const random = randomOf(seed);
  const lived = await live({
    seed,
    script: scriptOf(random.fork("script")),
    trouble: troubleOf(random.fork("trouble")),
    print: values.verbose ? (line) => console.log(line) : undefined,
  });
  if (lived.world.broken.length === 0) {
    const model = await live({ seed, script: scriptOf(random.fork("script")), replay: lived });
    const found = differences(lived, model);
    if (model.world.broken.length > 0) console.log(`seed ${seed} model`, model.world.broken);
    if (!found) apart++;
    else if (found.length > 0) {
      differing++;
      console.log(`seed ${seed} differs:\n   ${found.join("\n   ")}`);
    }
  }
  calls += lived.world.calls;
  kills += lived.world.kills;
  if (lived.world.broken.length > 0) {
    broken++;
    console.log(
      `seed ${seed}: ${lived.world.broken
        .map(({ rule, what }) => `${rule} ${what}`)
        .slice(0, 2)
        .join("\n   ")}`,
    );
  }
  if (values.lives === "1") console.log(lived.world.journal.hash(), lived.pictures);
}
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
console.log({ seconds, perSecond: Number(values.lives) / seconds, calls, kills, broken, apart, differing });
