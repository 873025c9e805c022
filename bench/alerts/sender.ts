// Two senders of alerts, in their own process: each tells of every group, with 25 requests under way at a time.
import { endWithParent } from "../child.ts";
import { ROUTE, webhook } from "./webhook.ts";

const AT_ONCE = 25;
const HEADERS = { authorization: `Bearer ${ROUTE.token}`, "content-type": "application/json" };

interface Job {
  readonly port: number;
  readonly from: number;
  readonly count: number;
}

/** Milliseconds each answer took; throws unless every one was taken. */
async function tell(port: number, bodies: readonly string[]): Promise<number[]> {
  const waiting = bodies.values();
  const took: number[] = [];
  const one = async () => {
    for (const body of waiting) {
      const begun = performance.now();
      const url = `http://127.0.0.1:${port}/api/alerts/alertmanager/${ROUTE.name}`;
      const { status } = await fetch(url, { method: "POST", headers: HEADERS, body });
      if (status !== 202) throw new Error(`an alert was answered with ${status}`);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return took;
}

process.on("message", async ({ port, from, count }: Job) => {
  const bodies = Array.from({ length: count }, (_, index) => webhook(from + index));
  const begun = performance.now();
  const answers = (await Promise.all([tell(port, bodies), tell(port, bodies.toReversed())])).flat();
  process.send?.({ took: performance.now() - begun, answers });
});
endWithParent(async () => undefined);
process.send?.("ready");
