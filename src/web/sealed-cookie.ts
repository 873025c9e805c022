// Cookies that only we can read and nobody can write: AES-256-GCM, under a key of their own purpose.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const [NONCE, TAG] = [12, 16];

export interface CookieJar {
  /** What the cookie holds; undefined when there is none, it is not ours, or its time is over. */
  read(request: IncomingMessage): unknown;
  /** The `set-cookie` line for a value that is good for so many seconds. */
  write(value: object, seconds: number): string;
  /** The `set-cookie` line that takes the cookie away. */
  readonly clear: string;
}

export interface CookieOptions {
  readonly name: string;
  /** From which the key is derived, for this cookie's name alone. */
  readonly secret: string;
  /** Sent over https alone, and by this very host. */
  readonly isSecure: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
}

export function createCookieJar({ name, secret, isSecure, now }: CookieOptions): CookieJar {
  const key = Buffer.from(hkdfSync("sha256", secret, "tocsin", `cookie ${name}`, 32));
  const fullName = isSecure ? `__Host-${name}` : name;
  const rules = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  return {
    read(request) {
      const text = open(cookieOf(request, fullName), key);
      if (text === undefined) return undefined;
      const { until, value } = JSON.parse(text) as { until: number; value: unknown };
      return now() < until ? value : undefined;
    },
    write(value, seconds) {
      const text = JSON.stringify({ until: now() + seconds * 1000, value });
      return `${fullName}=${close(text, key)}; Max-Age=${Math.floor(seconds)}; ${rules}`;
    },
    clear: `${fullName}=; Max-Age=0; ${rules}`,
  };
}

function close(text: string, key: Buffer): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

function open(sealed: string, key: Buffer): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= NONCE + TAG) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return decipher.update(bytes.subarray(NONCE + TAG), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined;
  }
}

function cookieOf({ headers }: IncomingMessage, name: string): string {
  const cookies = (headers.cookie ?? "").split("; ");
  return cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}
