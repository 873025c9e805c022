// Packs and signs what the app writes into its own comments: deflate, then HMAC-SHA256 bound to the issue.
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Seal } from "../domain/marker.ts";

/** A comment holds 65,536 characters; whatever claims to unpack to more than this is not ours. */
const LARGEST = 2_000_000;

/** A seal whose key is derived from the webhook secret; a new secret makes old seals worthless, the store then helps. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "tocsin", "card", 32));
  const sign = (packed: string, issue: string) =>
    createHmac("sha256", key).update(`${issue}\n${packed}`).digest("base64");
  return {
    close(text, issue) {
      const packed = deflateRawSync(text).toString("base64");
      return `${packed}.${sign(packed, issue)}`;
    },
    open(sealed, issue) {
      const [packed = "", signature = ""] = sealed.split(".");
      const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(packed, issue))];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
      return inflateRawSync(Buffer.from(packed, "base64"), { maxOutputLength: LARGEST }).toString();
    },
  };
}
