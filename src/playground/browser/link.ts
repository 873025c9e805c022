// A playground as the fragment of a link: its scenario, and what was done since. Whatever a link says is only played here.
import { deflateSync, strFromU8, strToU8 } from "fflate";
import { type Act, readActs } from "./acts.ts";
import { Buffer } from "./instead/bytes.ts";
import { inflateRawSync } from "./instead/node-zlib.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";

export interface Story {
  readonly scenario: Scenario;
  /** What was done after the scenario's own acts. */
  readonly acts: readonly Act[];
}

/** Bytes of what a link unpacks to: 500 acts with ordinary texts stay far below. */
const LARGEST = 1_000_000;

/** `silence`, or `silence~` and everything that was done since, packed. Without `#`. */
export function printLink({ scenario, acts }: Story): string {
  if (acts.length === 0) return scenario.id;
  const packed = Buffer.from(deflateSync(strToU8(JSON.stringify(acts)), { level: 9 }));
  return `${scenario.id}~${packed.toString("base64url")}`;
}

/** undefined when it is no link of ours, or too large. */
export function parseLink(fragment: string): Story | undefined {
  const [, id, packed = ""] = /^([a-z]+)(?:~([\w-]+))?$/.exec(fragment) ?? [];
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (!scenario) return undefined;
  try {
    const acts = packed ? readActs(unpack(packed)) : [];
    return acts && { scenario, acts };
  } catch {
    return undefined;
  }
}

function unpack(packed: string): unknown {
  const bytes = Buffer.from(packed.replaceAll("-", "+").replaceAll("_", "/"), "base64");
  return JSON.parse(strFromU8(inflateRawSync(bytes, { maxOutputLength: LARGEST })));
}
