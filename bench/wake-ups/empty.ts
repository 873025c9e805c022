// A process that does nothing: says how much memory Node takes for itself.
import { endWithParent } from "../child.ts";

endWithParent(async () => undefined);
process.send?.(process.memoryUsage.rss());
