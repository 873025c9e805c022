// The issues in which the app says that a repository's configuration is wrong.
import { REPOSITORY } from "../../src/playground/stage.ts";
import type { World } from "./world.ts";

export function notices(w: World) {
  const found = [];
  for (let number = 1; number < 20; number += 1) {
    try {
      const thread = w.stage.github.thread(REPOSITORY, number);
      if (thread.labels.includes("tocsin: configuration")) found.push(thread);
    } catch {
      return found;
    }
  }
  return found;
}
