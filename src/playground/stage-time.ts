// When a stage is calm.
import type { Tocsin } from "../index.ts";
import type { GitHub } from "./github/index.ts";

/** Until GitHub has delivered everything and the app has worked it off. */
export async function calm(github: GitHub, work: Tocsin["work"]): Promise<void> {
  do await github.settled();
  while ((await work()) > 0);
}
