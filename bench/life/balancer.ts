// A tiny load balancer for webhooks: in turn to every process whose /readyz was green at the last look, and nothing twice.
import type { Deliver } from "../../src/playground/github/index.ts";
import { isReady } from "./process.ts";

/** Between two looks; milliseconds. */
const LOOK = 500;
const GITHUB_HANGS_UP = 10_000;

export interface Balancer {
  readonly deliver: Deliver;
  /** Status of every webhook that was not answered with 2xx; 0 when nobody answered. */
  readonly refused: number[];
  readonly sent: number;
  add(url: string): void;
  remove(url: string): void;
  stop(): void;
}

export function createBalancer(): Balancer {
  const targets = new Map<string, boolean>();
  const refused: number[] = [];
  let sent = 0;
  const look = () => {
    for (const url of targets.keys())
      void isReady(url).then((isGreen) => {
        if (targets.has(url)) targets.set(url, isGreen);
      });
  };
  const looking = setInterval(look, LOOK);
  return {
    refused,
    get sent() {
      return sent;
    },
    add: (url) => void targets.set(url, true),
    remove: (url) => void targets.delete(url),
    stop: () => clearInterval(looking),
    async deliver({ headers, body }) {
      const up = [...targets].flatMap(([url, isGreen]) => (isGreen ? [url] : []));
      const url = up[sent++ % Math.max(1, up.length)];
      const status = await send(`${url}/api/github/webhooks`, headers, body).catch(() => 0);
      if (status < 200 || status >= 300) refused.push(status);
      return { status: status || 502 };
    },
  };
}

async function send(url: string, headers: Record<string, string>, body: string): Promise<number> {
  const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(GITHUB_HANGS_UP) });
  await answer.arrayBuffer();
  return answer.status;
}
