// The front door: a webhook is verified on its raw bytes, stored, and only then answered with 2xx.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Payload } from "../app/notice.ts";
import type { Incoming } from "../app/receive.ts";
import { createBodyReader, HungUp, type ReadBody, TooLarge, TooMuch } from "./body.ts";

/** GitHub sends at most 25 MB ("Webhook events and payloads"). */
const LARGEST = 25 * 1024 * 1024;
/** Two of the largest: what nobody has verified yet may not fill the memory. */
const TOGETHER = 2 * LARGEST;

export interface FrontDoor {
  readonly secret: string;
  readonly log: Logger;
  accept(incoming: Incoming): Promise<number>;
}

/** Answers 202 when it is stored, 200 when it does not concern us, 4xx when it is not GitHub's, 503 when it cannot be stored. */
export function createFrontDoor(
  door: FrontDoor,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const read = createBodyReader({ one: LARGEST, together: TOGETHER });
  return (request, response) => receiveWebhook(request, response, { ...door, read });
}

async function receiveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  door: FrontDoor & { readonly read: ReadBody },
): Promise<void> {
  const signature = String(request.headers["x-hub-signature-256"] ?? "");
  const id = String(request.headers["x-github-delivery"] ?? "");
  const event = String(request.headers["x-github-event"] ?? "");
  // Without a signature nothing is read: an unsigned body costs neither memory nor a log line of its size.
  if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return refuse(401, "not signed");
  if (!id || !event) return refuse(400, "no delivery id or event name");
  try {
    const body = await door.read(request);
    if (!isSigned(body, signature, door.secret)) return refuse(401, "wrongly signed");
    const payload = parse(body);
    if (!payload) return refuse(400, "not JSON");
    const lanes = await door.accept({ id, event, payload });
    response.writeHead(lanes > 0 ? 202 : 200).end();
  } catch (error) {
    if (error instanceof TooLarge) return refuse(413, "too large");
    if (error instanceof TooMuch) return refuse(503, "too much at once");
    if (error instanceof HungUp) return refuse(400, "not sent to its end");
    door.log.error({ delivery: id.slice(0, 64), err: error }, "a webhook could not be stored; GitHub is told so");
    if (!response.headersSent) response.writeHead(503, { "retry-after": "30" }).end();
  }

  function refuse(status: number, why: string): void {
    door.log.warn({ status, delivery: id.slice(0, 64), from: request.socket.remoteAddress }, `webhook refused: ${why}`);
    // The rest of the body is not read; the connection ends with the answer.
    response.writeHead(status, { connection: "close", "content-type": "text/plain" }).end(`${why}\n`);
  }
}

/** Whether `sha256=…` of 64 hex digits is GitHub's signature of these bytes. */
export function isSigned(body: Buffer, signature: string, secret: string): boolean {
  const wanted = createHmac("sha256", secret).update(body).digest();
  return timingSafeEqual(wanted, Buffer.from(signature.slice("sha256=".length), "hex"));
}

function parse(body: Buffer): Payload | undefined {
  try {
    const payload: unknown = JSON.parse(body.toString());
    return typeof payload === "object" && payload !== null ? (payload as Payload) : undefined;
  } catch {
    return undefined;
  }
}
