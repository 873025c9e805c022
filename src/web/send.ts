// Sends an answer with the headers that keep a page from doing what it was not made for.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./routes.ts";

/** No script, style or image but our own files; no frame around us, no form but to us, nobody else is told where one came from. */
const SECURITY = {
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** What every answer carries; unless it says otherwise nobody keeps it. */
export const BASIC_HEADERS: Readonly<Record<string, string>> = { ...SECURITY, "cache-control": "no-store" };

/** With an ETag in its headers, whoever has that version already is only told so. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status = 200, type = "text/html; charset=utf-8", headers = {}, body } = answer;
  const tag = headers.etag;
  const known = String(request.headers["if-none-match"] ?? "")
    .split(/,\s*/)
    // A cache in between may have made it a weak one.
    .map((one) => one.replace(/^W\//, ""));
  for (const [name, value] of Object.entries({ ...BASIC_HEADERS, ...headers })) {
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  }
  if (typeof tag === "string" && status === 200 && known.includes(tag)) {
    response.writeHead(304).end();
    return;
  }
  // Node leaves the body out when only the head was asked for.
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}
