// Sample data of what the playground's page says.
import type { Message } from "../../src/domain/effects.ts";
import type { Reading } from "../../src/domain/facts.ts";
import { at } from "./sample-incidents.ts";

/** The page's words need no data; what stands beside a clock's bar is said of every state of a clock. */
export function playgroundSamples(clocks: readonly Reading[]): Message[] {
  const readings = clocks.map((reading) => ({ template: "playground/clock", data: { ...reading, asOf: at("15:20") } }));
  return [{ template: "playground/words", data: {} }, ...readings];
}
