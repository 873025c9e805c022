// The dead-man's switch: an address elsewhere hears of every good sweep, and raises the alarm when it hears of none.
import type { Logger } from "pino";

/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * A call that tells the address, once, with GET; without an address it does nothing. It never throws: what goes wrong
 * is logged when it begins, when it changes and when it is over, and without the address, which is as good as a password.
 */
export function createHeartbeat(url: string | undefined, log: Pick<Logger, "warn" | "info">): () => Promise<void> {
  let known: string | undefined;
  return async () => {
    if (!url) return;
    const problem = await beat(url);
    if (problem === known) return;
    known = problem;
    if (problem) log.warn({ problem }, "the heartbeat is not heard");
    else log.info("the heartbeat is heard again");
  };
}

/** What went wrong, in few words; undefined when it was heard. */
async function beat(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
    await answer.body?.cancel();
    return answer.ok ? undefined : `answered with ${answer.status}`;
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: string } };
    return cause?.code ?? name ?? "failed";
  }
}
