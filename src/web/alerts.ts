// The door for alerts: who sends shows the route's token, and is answered with 2xx once the alert is stored.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { type AlertCall, SENDERS } from "../app/alert-intake.ts";
import type { AlertRoute } from "../domain/alert-route.ts";
import { createBodyReader, HungUp, type ReadBody, TooLarge, TooMuch } from "./body.ts";

export interface AlertDoor {
  readonly routes: readonly AlertRoute[];
  /** Resolves once it is committed, to whether it was an alert at all. */
  take(call: AlertCall): Promise<boolean>;
}

/** Thousands of alerts in one group; nobody reads more. Bytes. */
const LARGEST = 4 * 1024 * 1024;
const TOGETHER = 8 * LARGEST;

const ADDRESS = /^\/api\/alerts\/([a-z]{1,20})\/([\w-]{1,40})$/;

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What answers a POST to this path; undefined when no sender is named so. */
export function createAlertDoor(door: AlertDoor, log: Logger): (path: string) => Answer | undefined {
  const read = createBodyReader({ one: LARGEST, together: TOGETHER });
  const routes = door.routes.map(({ name, repository, token }) => ({ name, repository, digest: digestOf(token) }));
  return (path) => {
    const [, sender, name = ""] = ADDRESS.exec(path) ?? [];
    const known = SENDERS.find((one) => one === sender);
    if (!known) return undefined;
    return (request, response) => {
      const digest = digestOf(/^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? "")?.[1] ?? "");
      // Every token is compared, whatever the route: how long it takes tells nothing of either.
      const route = routes.filter((one) => timingSafeEqual(one.digest, digest)).find((one) => one.name === name);
      return answer({ request, response }, { known, route, read, door, log });
    };
  };
}

interface Called {
  readonly known: AlertCall["sender"];
  /** undefined: no such route, or not its token. */
  readonly route: AlertCall["route"] | undefined;
  readonly read: ReadBody;
  readonly door: AlertDoor;
  readonly log: Logger;
}

async function answer(
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  { known, route, read, door, log }: Called,
): Promise<void> {
  if (!route) return refuse(401, "not the token of this route");
  try {
    const payload = parse(await read(request));
    if (payload === undefined) return refuse(400, "not JSON");
    const { name, repository } = route;
    if (!(await door.take({ sender: known, route: { name, repository }, payload }))) return refuse(400, "not an alert");
    response.writeHead(202).end();
  } catch (error) {
    if (error instanceof TooLarge) return refuse(413, "too large");
    if (error instanceof TooMuch) return refuse(503, "too much at once");
    if (error instanceof HungUp) return refuse(400, "not sent to its end");
    // Alertmanager tries again only after a 5xx.
    log.error({ route: route.name, err: error }, "an alert could not be stored; its sender is told so");
    if (!response.headersSent) response.writeHead(503, { "retry-after": "30" }).end();
  }

  function refuse(status: number, why: string): void {
    log.warn({ status, route: route?.name, from: request.socket.remoteAddress }, `alert refused: ${why}`);
    // The rest of the body is not read; the connection ends with the answer.
    response.writeHead(status, { connection: "close", "content-type": "text/plain" }).end(`${why}\n`);
  }
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
