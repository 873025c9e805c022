// Names for what is shown in public: always the same for the same thing, and telling nothing of it.
import { createHmac, hkdfSync } from "node:crypto";

/** 12 characters, letters, digits, `-` and `_`; nobody without the secret can tell what they stand for. */
export function createPublicNames(secret: string): (thing: string) => string {
  const key = Buffer.from(hkdfSync("sha256", secret, "tocsin", "public names", 32));
  return (thing) => createHmac("sha256", key).update(thing).digest("base64url").slice(0, 12);
}
