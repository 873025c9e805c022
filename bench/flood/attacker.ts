// Somebody without the secret, in a process of its own: bodies without end, and a thousand sockets that send a byte at a time.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { endWithParent } from "../child.ts";
import { type Attack, type Damage, MARK } from "./mark.ts";

const PATH = "/api/github/webhooks";
const FORGED = `x-hub-signature-256: sha256=${"0".repeat(64)}\r\nx-github-delivery: forged\r\nx-github-event: issues\r\n`;
const PIECE = Buffer.alloc(64 * 1024, `${MARK} `);

const port = Number(process.argv[2]);
const open = () => connect({ port, host: "127.0.0.1", noDelay: true });

/** One body of so many bytes, never more of it in memory than a piece. */
async function body({ bytes, forged }: Extract<Attack, { kind: "body" }>): Promise<Damage> {
  const socket = open().setMaxListeners(0);
  socket.on("error", () => undefined);
  // Nobody reads an answer that says no.
  socket.resume();
  await once(socket, "connect");
  socket.write(`POST ${PATH} HTTP/1.1\r\nhost: flood\r\n${forged ? FORGED : ""}transfer-encoding: chunked\r\n\r\n`);
  const size = Buffer.from(`${PIECE.length.toString(16)}\r\n`);
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += PIECE.length) {
    socket.write(size);
    socket.write(PIECE);
    if (!socket.write("\r\n"))
      await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => undefined);
  }
  const sent = socket.bytesWritten;
  socket.destroy();
  return { sent, requests: 1, lived: [0, 0] };
}

/** Half of them never finish their headers, half never finish their bodies; one that is cut off comes back. */
async function drip({ sockets, seconds }: Extract<Attack, { kind: "drip" }>): Promise<Damage> {
  const lives: number[] = [];
  let requests = 0;
  let isOver = false;
  const all = new Set<Socket>();
  const begin = (isBody: boolean) => {
    if (isOver) return;
    requests++;
    const begun = performance.now();
    const socket = open();
    all.add(socket);
    socket.resume();
    socket.on("error", () => undefined);
    if (isBody) socket.write(`POST ${PATH} HTTP/1.1\r\nhost: flood\r\n${FORGED}content-length: 100000\r\n\r\n`);
    else socket.write(`POST ${PATH} HTTP/1.1\r\nhost: flood\r\nx-${MARK}: `);
    const dripping = setInterval(() => void socket.write("x"), 1000);
    socket.once("close", () => {
      clearInterval(dripping);
      all.delete(socket);
      if (isOver) return;
      lives.push((performance.now() - begun) / 1000);
      begin(isBody);
    });
  };
  for (let i = 0; i < sockets; i++) begin(i % 2 === 0);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  isOver = true;
  for (const socket of all) socket.destroy();
  return { sent: 0, requests, lived: lives.length > 0 ? [Math.min(...lives), Math.max(...lives)] : [0, 0] };
}

process.on("message", async (attack: Attack) => {
  process.send?.(attack.kind === "body" ? await body(attack) : await drip(attack));
});
endWithParent(async () => undefined);
process.send?.("ready");
