// Short names for long texts: the same text has the same one, and nobody finds another text with it.
import { createHash } from "node:crypto";

/** 27 characters, letters, digits, `-` and `_`: 162 bits. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 27);
}
