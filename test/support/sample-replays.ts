// Sample replays: everything that a changed policy may have changed, and nothing. Words are in no language.
import { type Comparison, compareReplays } from "../../src/app/replay-compare.ts";
import { replayMessage } from "../../src/app/replay-message.ts";
import type { Message } from "../../src/domain/effects.ts";
import { DEFAULT_POLICY } from "../../src/domain/policy.ts";
import { at } from "./sample-incidents.ts";

const found = (...numbers: number[]) =>
  numbers.map((number) => ({ number, url: `https://github.com/acme/shop/issues/${number}` }));
const NOTHING = compareReplays([], { before: DEFAULT_POLICY, after: DEFAULT_POLICY }, at("14:30"));

export const CHANGED: Comparison = {
  ...NOTHING,
  incidents: 50,
  isSame: false,
  breaches: { more: found(12, 13, 14), fewer: found(15) },
  postMortems: { more: found(12, 16), fewer: found(17) },
  reminders: { before: 90, after: 130, incidents: found(...Array.from({ length: 24 }, (_, index) => 12 + index)) },
  mentions: [
    { who: "@acme/cto", before: 3, after: 15, incidents: found(12, 13) },
    { who: "on-call", before: 2, after: 1, incidents: found(14) },
  ],
  skipped: [
    { reason: "drill", severity: "", incidents: found(18) },
    { reason: "unknown-severity", severity: "SEV1", incidents: found(19, 20) },
  ],
};

/** The report of a replay, and the links in it. */
export function replaySamples(): Message[] {
  const reports = [CHANGED, NOTHING, { ...NOTHING, incidents: 1 }].map(replayMessage);
  return [...reports, { template: "policy-replay-links", data: { links: found(12, 13), hidden: 14 } }];
}
