// Stands in the page for `node:crypto`: as much of it as the app uses, without WebCrypto, which makes everybody wait.
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Buffer } from "./bytes.ts";

type Encoding = "base64" | "base64url" | "hex";

interface Digesting {
  update(text: string): Digesting;
  digest(encoding: Encoding): string;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function digesting(hash: { update(bytes: Uint8Array): unknown; digest(): Uint8Array }): Digesting {
  return {
    update(text) {
      hash.update(bytesOf(text));
      return this;
    },
    digest: (encoding) => Buffer.from(hash.digest()).toString(encoding),
  };
}

export const createHash = (_name: "sha256") => digesting(sha256.create());

export const createHmac = (_name: "sha256", key: Uint8Array) => digesting(hmac.create(sha256, key));

export function hkdfSync(_name: "sha256", ...[key, salt, info, length]: [string, string, string, number]): ArrayBuffer {
  return Uint8Array.from(hkdf(sha256, bytesOf(key), bytesOf(salt), bytesOf(info), length)).buffer;
}

/** Not in constant time: whoever could measure it has the page, and the key with it. */
export const timingSafeEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.every((byte, at) => byte === other[at]);
