// Listens to every request of this process, once for as long as it lives: what is sent and answered holds no canary.
import { subscribe } from "node:diagnostics_channel";
import { watch } from "./canaries.ts";
import { watchConnections } from "./egress.ts";

/** Where a secret is what is asked for: GitHub's own doors. */
const MEANT = /\/access_tokens?$/;
/** Bytes of a body that are looked at. */
const MOST = 2_000_000;

interface Exchange {
  readonly method: string;
  readonly path: string;
}

/** `fetch` tells of every request, to whomever and from whomever: ours to GitHub and Slack, the tests' to us. */
function watchBodies(which: "Sent" | "Received", ends: readonly string[]): void {
  const bodies = new WeakMap<Exchange, { chunks: Uint8Array[]; size: number }>();
  subscribe(`undici:request:bodyChunk${which}`, (message) => {
    const { request, chunk } = message as { request: Exchange; chunk: Uint8Array };
    const body = bodies.get(request) ?? { chunks: [], size: 0 };
    bodies.set(request, body);
    if (body.size < MOST) body.chunks.push(Buffer.from(chunk));
    body.size += chunk.length;
  });
  for (const end of ends)
    subscribe(`undici:request:${end}`, (message) => {
      const { request } = message as { request: Exchange };
      const body = bodies.get(request);
      bodies.delete(request);
      const way = which === "Sent" ? "request" : "answer";
      if (body && !MEANT.test(request.path))
        watch(`${way}: ${request.method} ${request.path}`, Buffer.concat(body.chunks).toString());
    });
}

subscribe("undici:request:create", (message) => {
  const { request } = message as { request: Exchange };
  watch("address", request.path);
});
watchConnections();
watchBodies("Sent", ["bodySent", "error"]);
watchBodies("Received", ["trailers", "error"]);
