// Message ids that are the same for the same mail, also after a restart and on an empty store.
import { createHash } from "node:crypto";

/** Without brackets and domain; tells nothing of what it was made from. */
export function messageIdOf(...parts: string[]): string {
  return `tocsin.${createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32)}`;
}
