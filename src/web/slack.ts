// Slack's door: a click is verified on its raw bytes, stored, and only then answered with 200.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { IncomingClick } from "../app/click-delivery.ts";
import { createBodyReader, HungUp, TooLarge, TooMuch } from "./body.ts";
import { readClick } from "./slack-payload.ts";

/** Bytes; Slack sends the whole message along. */
const LARGEST = 512 * 1024;
/** Seconds that a signature is good for, either way ("Verifying requests from Slack"). */
const FRESH = 300;

export interface SlackDoor {
  readonly secret: string;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  now(): number;
  click(click: IncomingClick): Promise<void>;
}

/** Answers 200 when it is stored or concerns nobody, 4xx when it is not Slack's, 503 when it cannot be stored. */
export function createSlackDoor(
  door: SlackDoor,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const read = createBodyReader({ one: LARGEST, together: 8 * LARGEST });
  return async (request, response) => {
    const refuse = (status: number, why: string) => {
      door.log.warn({ status, from: request.socket.remoteAddress }, `click refused: ${why}`);
      response.writeHead(status, { connection: "close", "content-type": "text/plain" }).end(`${why}\n`);
    };
    const signature = String(request.headers["x-slack-signature"] ?? "");
    const time = String(request.headers["x-slack-request-timestamp"] ?? "");
    if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^\d{1,12}$/.test(time)) return refuse(401, "not signed");
    if (Math.abs(door.now() / 1000 - Number(time)) > FRESH) return refuse(401, "signed too long ago");
    try {
      const body = await read(request);
      if (!isSigned(body, { signature, time }, door.secret)) return refuse(401, "wrongly signed");
      const click = readClick(body.toString());
      if (click === "unreadable") return refuse(400, "not a payload");
      if (click) await door.click(click);
      response.writeHead(200).end();
    } catch (error) {
      if (error instanceof TooLarge) return refuse(413, "too large");
      if (error instanceof TooMuch) return refuse(503, "too much at once");
      if (error instanceof HungUp) return refuse(400, "not sent to its end");
      door.log.error({ err: error }, "a click could not be stored; Slack is told so");
      if (!response.headersSent) response.writeHead(503).end();
    }
  };
}

/** In constant time: HMAC-SHA256 over `v0:<time>:<raw body>`. */
function isSigned(body: Buffer, { signature, time }: { signature: string; time: string }, secret: string): boolean {
  const wanted = createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest();
  return timingSafeEqual(wanted, Buffer.from(signature.slice("v0=".length), "hex"));
}
