// The load generator, in its own process: prepares signed requests, then sends them over 50 keep-alive connections.
//
// Plain sockets instead of node:http: a client that costs as much as the server would be what is measured.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { endWithParent } from "../child.ts";
import { isWhole } from "./answer.ts";
import { requests } from "./payload.ts";

export interface Job {
  /** Every server gets the same requests, one server after the other. */
  readonly ports: readonly number[];
  readonly from: number;
  readonly count: number;
}

const CONNECTIONS = 50;

/** Requests per second; throws unless every one was accepted. */
async function measure(port: number, all: readonly Buffer[]): Promise<number> {
  const sockets = Array.from({ length: CONNECTIONS }, () => connect({ port, host: "127.0.0.1", noDelay: true }));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  const waiting = all.values();
  const begun = performance.now();
  await Promise.all(sockets.map((socket) => sendAll(socket, waiting)));
  const seconds = (performance.now() - begun) / 1000;
  for (const socket of sockets) socket.destroy();
  return all.length / seconds;
}

/** One request after the other, each after the answer to the last. */
function sendAll(socket: Socket, waiting: Iterator<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const next = () => {
      const { value, done } = waiting.next();
      if (done) resolve();
      else socket.write(value);
    };
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (!isWhole(answer)) return;
      if (!/^HTTP\/1.1 20[02] /.test(answer)) reject(new Error(`a webhook was answered with ${answer}`));
      answer = "";
      next();
    });
    socket.on("close", () => reject(new Error("the server hung up")));
    socket.on("error", reject);
    next();
  });
}

process.on("message", async ({ ports, from, count }: Job) => {
  const all = requests(from, count);
  const rates: number[] = [];
  for (const port of ports) rates.push(await measure(port, all));
  process.send?.(rates);
});
endWithParent(async () => undefined);
process.send?.("ready");
