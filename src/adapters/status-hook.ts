// One receiver of outgoing webhooks: what is sent there is signed, and waited for ten seconds at the most.
import { createHmac } from "node:crypto";
import type { StatusHook } from "../domain/status-hook.ts";
import { digestOf } from "./digest.ts";

export interface HookCall {
  /** The same for every attempt, so that the receiver can tell a repetition. */
  readonly id: string;
  readonly body: string;
  /** When this attempt is made; ms since the epoch. */
  readonly at: number;
}

export interface Hook {
  /** Names it without telling its address. */
  readonly key: string;
  /** What went wrong, in few words and without the address, which may be as good as a password; undefined: it was taken. */
  send(call: HookCall): Promise<string | undefined>;
}

/** Milliseconds. */
const TIMEOUT = 10_000;

/** Of `<timestamp>.<body>`, so that whoever records a call cannot send it again tomorrow. */
function signatureOf(secret: string, timestamp: number, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

export function createHook({ url, secret }: StatusHook): Hook {
  return {
    key: digestOf(url).slice(0, 8),
    async send({ id, body, at }) {
      const timestamp = Math.floor(at / 1000);
      const headers = {
        "content-type": "application/json",
        "user-agent": "Tocsin",
        "x-tocsin-delivery": id,
        "x-tocsin-timestamp": String(timestamp),
        "x-tocsin-signature-256": signatureOf(secret, timestamp, body),
      };
      const signal = AbortSignal.timeout(TIMEOUT);
      try {
        const answer = await fetch(url, { method: "POST", redirect: "manual", headers, body, signal });
        await answer.body?.cancel();
        return answer.ok ? undefined : `answered with ${answer.status}`;
      } catch (error) {
        const { name, cause } = error as { name?: string; cause?: { code?: string } };
        return cause?.code ?? name ?? "failed";
      }
    },
  };
}
