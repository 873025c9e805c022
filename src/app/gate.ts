// A gate: so many at a time, and whoever finds it full comes again a little later. A slow system outside holds up only itself.
import type { DateTime } from "luxon";
import { Hold } from "./post.ts";

export interface Gate {
  /** Does the work while there is room. Throws Hold when there is none, and what the work throws. */
  pass(now: DateTime, work: () => Promise<void>): Promise<void>;
}

const AGAIN = { seconds: 2 };

export function createGate(size: number): Gate {
  let inside = 0;
  return {
    async pass(now, work) {
      if (inside >= size) throw new Hold(now.plus(AGAIN));
      inside++;
      try {
        await work();
      } finally {
        inside--;
      }
    },
  };
}
