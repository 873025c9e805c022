// A process with the whole app on a full store, after it has worked for a while: says how much memory that takes.
import { openStore } from "../../src/adapters/store/open.ts";
import { benchApp } from "../app.ts";
import { endWithParent } from "../child.ts";
import { DUE_PER_ROUND, LATER, wakeUp } from "./lanes.ts";

const store = await openStore({ dataDir: process.argv[2] });
await benchApp(store);
endWithParent(() => store.close());
await wakeUp(store, LATER, 4 * DUE_PER_ROUND);
process.send?.(process.memoryUsage.rss());
