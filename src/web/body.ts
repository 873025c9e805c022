// Reads the bodies of requests, never more of them than allowed, one by one and all together.
import type { IncomingMessage } from "node:http";

/** The body is larger than allowed; it was not kept. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The sender went away, or was cut off, before the end of the body. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

/** Large bodies hold as much as they may together; this one would be too much. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";
}

/** So many bytes of each body count for nothing: nearly every webhook is smaller, and is taken whatever else comes. */
const SMALL = 64 * 1024;

/** Limits in bytes: of one body, and of what all bodies may hold beyond their first 64 kB while they are read. */
export interface Limits {
  readonly one: number;
  readonly together: number;
}

/**
 * Reads a body as raw bytes; who sent it is only known at its end. Rejects with TooLarge as soon as its declared or its
 * counted size passes the limit, with TooMuch, and with HungUp.
 */
export type ReadBody = (request: IncomingMessage) => Promise<Buffer>;

export function createBodyReader({ one, together }: Limits): ReadBody {
  let held = 0;
  return (request) => {
    if (Number(request.headers["content-length"] ?? 0) > one) return Promise.reject(new TooLarge());
    const chunks: Buffer[] = [];
    let size = 0;
    const beyond = () => Math.max(0, size - SMALL);
    return new Promise<Buffer>((resolve, reject) => {
      request.on("data", (chunk: Buffer) => {
        held -= beyond();
        size += chunk.length;
        held += beyond();
        const problem = size > one ? new TooLarge() : held > together ? new TooMuch() : undefined;
        if (!problem) return void chunks.push(chunk);
        request.removeAllListeners("data");
        chunks.length = 0;
        reject(problem);
      });
      request.on("end", () => resolve(Buffer.concat(chunks, size)));
      request.on("error", () => reject(new HungUp()));
    }).finally(() => {
      held -= beyond();
      size = 0;
    });
  };
}
