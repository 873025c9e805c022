// The log: a line of JSON for whatever the operator should know, and no secret in any of them.
import { type DestinationStream, type Logger, pino } from "pino";

/** Octokit's errors carry the request with its token, and the answer with whatever it says. */
const REDACTED = ["err.request", "err.response", "*.authorization", "*.token"];

/** Goes to stdout unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: REDACTED };
  return destination ? pino(options, destination) : pino(options);
}
