// The log: a line of JSON for whatever the operator should know, and no secret in any of them.
import { type DestinationStream, type Logger, pino } from "pino";

/** Octokit's errors carry the request with its token, and the answer with whatever it says. */
const REDACTED = ["err.request", "err.response", "*.authorization", "*.token"];

/** GitHub's tokens, JSON Web Tokens, Slack's tokens, private keys: known by their form, wherever somebody quotes them. */
const KNOWN = [
  /\bgh[a-z]_\w{16,}|\bgithub_pat_\w{16,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /\bxox[a-z]-[\w-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"'-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
];

/** What a server answers becomes the message of an error, and some proxies repeat all that they were told. */
export function withoutSecrets(text: string): string {
  return KNOWN.reduce((rest, form) => rest.replace(form, "[secret]"), text);
}

/** Goes to stdout unless told otherwise. */
export function createLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({ level, redact: REDACTED, hooks: { streamWrite: withoutSecrets } }, destination);
}
