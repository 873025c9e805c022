// The app's log: kept in the journal, and read for errors that no trouble of ours explains.
import type { World } from "./world.ts";

/** The part of pino that the app, Probot and Octokit use. */
export interface Log {
  error(fields: object | string, text?: string): void;
  warn(fields: object | string, text?: string): void;
  info(fields: object | string, text?: string): void;
  debug(fields: object | string, text?: string): void;
  trace(fields: object | string, text?: string): void;
  fatal(fields: object | string, text?: string): void;
  child(): Log;
}

/** What our own faults look like from inside. */
const EXPECTED =
  /fetch failed|ECONNRESET|aborted due to timeout|Server Error|Unicorn|rate limit|Bad credentials|the response remains 401|Not Found|the store cannot be reached|connection to the store was lost|claim \d+ of lane|process is dead|not put under its incident yet|duplicate sub-issues|'(Issued at|Expiration time)' claim|held until|redirected|not before \S+: GitHub's limits/;

export function createLog(worldOf: () => World): Log {
  const write = (level: string) => (fields: object | string, text?: string) => {
    if (typeof fields === "string") return;
    const { err } = fields as { err?: Error };
    const why = err ? `: ${err.name} ${err.message.split("\n", 1)[0]}` : "";
    const world = worldOf();
    if (level !== "debug") world.note(`  ${level} ${text ?? ""}${why}`);
    if (err && level === "error" && !EXPECTED.test(err.message)) world.breaks("I16", `an error of ours: ${err.stack}`);
    if (err && level === "warn" && !EXPECTED.test(err.message))
      world.breaks("I17", `GitHub refuses: ${err.message} ${JSON.stringify(fields).slice(0, 300)}`);
  };
  const log: Log = {
    error: write("error"),
    warn: write("warn"),
    info: write("info"),
    debug: () => {},
    trace: () => {},
    fatal: write("error"),
    child: () => log,
  };
  return log;
}
