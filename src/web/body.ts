// Reads a request's body, never more than allowed.
import type { IncomingMessage } from "node:http";

/** The body is larger than allowed; it was not kept. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The sender went away, or was cut off, before the end of the body. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

/** The raw bytes. Throws TooLarge as soon as the declared or the counted size passes `most` bytes, and HungUp. */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > most) return Promise.reject(new TooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        request.removeAllListeners("data");
        reject(new TooLarge());
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks, size)));
    request.on("error", () => reject(new HungUp()));
  });
}
