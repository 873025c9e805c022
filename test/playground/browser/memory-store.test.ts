// The page's store keeps the contract that the databases keep.
import { createMemoryStore } from "../../../src/playground/browser/memory-store.ts";
import { storeContract } from "../../adapters/store.contract.ts";

storeContract("in memory", async () => createMemoryStore());
