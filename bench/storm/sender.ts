// Sends webhooks each at its own moment, whatever became of the ones before, in a process of its own.
//
// Open loop: a server that is slow does not slow the senders down, and an answer's time counts from the moment its
// webhook was due, not from the moment it could be sent.
import { connect, type Socket } from "node:net";
import { endWithParent } from "../child.ts";
import { isWhole, statusOf } from "../front-door/answer.ts";
import { noise } from "./noise.ts";

export type Order =
  | { readonly kind: "storm"; readonly rate: number; readonly count: number; readonly of: Sample }
  | { readonly kind: "send"; readonly id: number; readonly headers: Record<string, string>; readonly body: string };

/** From a real delivery: whose webhooks these are to be. */
export interface Sample {
  readonly repository: unknown;
  readonly installation: unknown;
}

export type Report =
  | { readonly kind: "answered"; readonly id: number; readonly status: number }
  | { readonly kind: "over"; readonly milliseconds: number[]; readonly statuses: Record<string, number> };

const milliseconds: number[] = [];
const statuses: Record<string, number> = {};
const idle: Socket[] = [];
const port = Number(process.argv[2]);

/** Resolves to the status; 0 when the connection broke. */
function send(request: Buffer, due: number): Promise<number> {
  return new Promise((resolve) => {
    const socket = idle.pop() ?? connect({ port, host: "127.0.0.1", noDelay: true });
    let answer = "";
    const over = (status: number) => {
      socket.removeAllListeners();
      socket.on("error", () => socket.destroy());
      if (status > 0 && !socket.destroyed) {
        socket.once("close", () => void idle.splice(idle.indexOf(socket), idle.includes(socket) ? 1 : 0));
        idle.push(socket);
      }
      milliseconds.push(performance.now() - due);
      statuses[status] = (statuses[status] ?? 0) + 1;
      resolve(status);
    };
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (isWhole(answer)) over(statusOf(answer));
    });
    socket.once("error", () => over(0));
    socket.once("close", () => over(0));
    socket.write(request);
  });
}

async function storm({ rate, count, of }: Extract<Order, { kind: "storm" }>): Promise<void> {
  const requests = noise(of);
  const begun = performance.now();
  const under: Promise<number>[] = [];
  const dueAt = (i: number) => begun + (i * 1000) / rate;
  while (under.length < count) {
    while (under.length < count && dueAt(under.length) <= performance.now())
      under.push(send(requests(under.length), dueAt(under.length)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(under);
}

/** A request as GitHub sends it. */
function written(headers: Record<string, string>, body: string): Buffer {
  const all = { host: "127.0.0.1", ...headers, "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST /api/github/webhooks HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

process.on("message", async (order: Order) => {
  if (order.kind === "send") {
    const status = await send(written(order.headers, order.body), performance.now());
    process.send?.({ kind: "answered", id: order.id, status } satisfies Report);
    return;
  }
  await storm(order);
  process.send?.({ kind: "over", milliseconds, statuses } satisfies Report);
});
endWithParent(async () => undefined);
process.send?.("ready");
