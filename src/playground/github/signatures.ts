// Signing webhooks and checking an app's JSON Web Token, with WebCrypto alone.
import { refusal } from "./refusals.ts";

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** HMAC of a body in hex, as in `X-Hub-Signature-256`. */
export async function hmac(hash: "SHA-1" | "SHA-256", secret: string, body: string): Promise<string> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", encode(secret), algorithm, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, encode(body)));
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function jsonOf(base64url: string): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(base64url))) as Record<string, unknown>;
  } catch {
    throw undecodable();
  }
}

function undecodable() {
  return refusal(401, "A JSON web token could not be decoded");
}

/** The app id or client id that a token claims, before anything is believed. */
export function issuerOf(jwt: string): string {
  return String(jsonOf(jwt.split(".")[1] ?? "").iss);
}

/** Refuses a token that is not RS256, not signed with this key, or outside its ten minutes; `now` in ms. */
export async function verifyJwt(jwt: string, publicKey: string, now: number): Promise<void> {
  const [head = "", claims = "", signature = ""] = jwt.split(".");
  if (jsonOf(head).alg !== "RS256") throw undecodable();
  const der = bytesOf(publicKey.replace(/-----[^-]+-----|\s/g, ""));
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", der, algorithm, false, ["verify"]);
  const signed = new TextEncoder().encode(`${head}.${claims}`);
  const genuine = await crypto.subtle.verify(algorithm.name, key, bytesOf(signature), signed).catch(() => false);
  if (!genuine) throw undecodable();
  checkTimes(jsonOf(claims), now / 1000);
}

function checkTimes({ iat, exp }: Record<string, unknown>, seconds: number): void {
  if (typeof iat !== "number" || !Number.isInteger(iat) || iat > seconds + 60) {
    const claim = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    throw refusal(401, claim);
  }
  if (typeof exp !== "number" || !Number.isInteger(exp) || exp <= seconds) {
    const claim = "'Expiration time' claim ('exp') must be a numeric value representing the future time";
    throw refusal(401, `${claim} at which the assertion expires`);
  }
  if (exp > seconds + 660 || exp > iat + 600) {
    throw refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}
