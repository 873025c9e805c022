// Stands in the page for `node:zlib`: as much of it as the app uses.
import { deflateSync, Inflate } from "fflate";
import { Buffer } from "./bytes.ts";

export const deflateRawSync = (text: string): ReturnType<typeof Buffer.from> =>
  Buffer.from(deflateSync(new TextEncoder().encode(text)));

/** Throws when there is more in it than `maxOutputLength` bytes, or when it is not whole. */
export function inflateRawSync(
  packed: Uint8Array,
  { maxOutputLength }: { maxOutputLength: number },
): ReturnType<typeof Buffer.from> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((part) => {
    parts.push(part);
    length += part.length;
    if (length > maxOutputLength) throw new RangeError(`more than ${maxOutputLength} bytes`);
  });
  // In small pieces, so that little is unpacked before it is too much.
  const PIECE = 1024;
  for (let from = 0; from === 0 || from < packed.length; from += PIECE) {
    inflate.push(packed.subarray(from, from + PIECE), from + PIECE >= packed.length);
  }
  return Buffer.from(parts.flatMap((part) => [...part]));
}
