// The HTTP edge of the local GitHub: loopback only.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiRequest, type ApiResponse, FAULT_HEADER, type GitHub } from "./github/index.ts";

async function received(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: ApiResponse, head: boolean): void {
  const fault = headers[FAULT_HEADER];
  if (fault === "hang") return;
  if (fault === "reset") {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.end(head ? undefined : body);
}

/** Serves GitHub on a port of 127.0.0.1 (any free one by default), and makes its URLs point there. */
export async function serveGitHub(github: GitHub, port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const request = await received(incoming);
      send(outgoing, await github.request(request), request.method === "HEAD");
    } catch (error) {
      outgoing.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      outgoing.end(`The playground broke: ${error instanceof Error ? error.stack : String(error)}`);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  github.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: github.baseUrl,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
