// Templates that are meant to hurt: how soon each is stopped, and how long the main loop stood still meanwhile.
import { createTemplateRunner } from "../src/adapters/template-runner.ts";
import { BOMBS, FUSE } from "../src/playground/bombs.ts";
import type { Row } from "./row.ts";

const ENGLISH = { locale: "en", timezone: "UTC" } as const;
/** Rounds of all bombs; the best of each counts, because others work on the machine as well. */
const ROUNDS = 3;

/** Milliseconds until it is over, and the longest time that nothing else could happen in. */
async function watched(what: () => Promise<unknown>): Promise<{ took: number; stall: number }> {
  let [stall, last, isOver] = [0, performance.now(), false];
  const tick = () => {
    stall = Math.max(stall, performance.now() - last);
    last = performance.now();
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  const begin = performance.now();
  await what();
  const took = performance.now() - begin;
  isOver = true;
  return { took, stall };
}

export async function bombs(): Promise<Row[]> {
  const runner = createTemplateRunner();
  const render = (sources: Record<string, string>) => {
    const templates = new Map(Object.entries(sources));
    return runner.render({ template: "card", data: FUSE }, { ...ENGLISH, templates });
  };
  const best = new Map<string, { took: number; stall: number }>();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, { sources }] of Object.entries(BOMBS)) {
      // A thread that was stopped has to start again, which is not the template's time.
      await render({ card: "warm" });
      const { took, stall } = await watched(() => render(sources));
      const known = best.get(name) ?? { took, stall };
      best.set(name, { took: Math.min(known.took, took), stall: Math.min(known.stall, stall) });
    }
  const idle = await watched(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await runner.stop();
  const worst = (of: "took" | "stall") => Math.max(...[...best.values()].map((one) => one[of]));
  return [
    {
      what: `${best.size} template bombs, best of ${ROUNDS} rounds each`,
      measured: `stopped within ${worst("took").toFixed(0)} ms, the loop stood still for ${worst("stall").toFixed(0)} ms at most`,
      yardstick: `an idle loop in the same process: ${idle.stall.toFixed(1)} ms`,
      ratio: worst("stall") / idle.stall,
      aim: "600 ms, 100 ms",
    },
  ];
}
