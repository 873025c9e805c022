// The contract of a store: every backend runs all of it.
import { describe } from "vitest";
import type { OpenEmpty } from "./store.fixtures.ts";
import { inboxContract } from "./store.inbox.contract.ts";
import { intentContract } from "./store.intents.contract.ts";
import { laneContract } from "./store.lanes.contract.ts";
import { summaryContract } from "./store.summaries.contract.ts";
import { wakeAndForgetContract } from "./store.wakes.contract.ts";

/** `open` gives a new and empty store each time. */
export function storeContract(name: string, open: OpenEmpty): void {
  describe(name, () => {
    describe("inbox", () => inboxContract(open));
    describe("lanes", () => laneContract(open));
    describe("lanes that begin and end", () => wakeAndForgetContract(open));
    describe("summaries", () => summaryContract(open));
    describe("intents and notes", () => intentContract(open));
  });
}
