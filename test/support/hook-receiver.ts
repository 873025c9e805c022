// A real receiver of webhooks on the loopback, which misbehaves when it is told to.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createHook, type Hook } from "../../src/adapters/status-hook.ts";

export interface HeardCall {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: {
    readonly id: string;
    readonly event: string;
    readonly at: string;
    readonly incident: { readonly status: string; readonly incident_updates: readonly { readonly text: string }[] };
  };
}

export interface Receiver {
  readonly url: string;
  readonly hook: Hook;
  /** Every call that came, taken or not. */
  readonly calls: HeardCall[];
  /** What is answered next, taken from the front: a status, or nothing and the connection breaks. Then 204. */
  readonly answers: (number | "broken")[];
}

const HOOK_SECRET = "0123456789abcdef-hook";

export async function startReceiver(): Promise<Receiver> {
  const calls: HeardCall[] = [];
  const answers: (number | "broken")[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    calls.push({ headers: request.headers, raw, body: JSON.parse(raw) as HeardCall["body"] });
    const answer = answers.shift() ?? 204;
    if (answer === "broken") return void request.socket.destroy();
    response.writeHead(answer, answer === 302 ? { location: `${url}/elsewhere` } : {}).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, hook: createHook({ url, secret: HOOK_SECRET }), calls, answers };
}

/** As the receiver has to check it. */
export function isSigned({ headers, raw }: HeardCall): boolean {
  const timestamp = String(headers["x-tocsin-timestamp"]);
  const wanted = createHmac("sha256", HOOK_SECRET).update(`${timestamp}.${raw}`).digest("hex");
  return headers["x-tocsin-signature-256"] === `sha256=${wanted}`;
}
