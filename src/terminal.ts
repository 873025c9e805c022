// What every command of the command line needs: its process, and a way to refuse in one line.
import type { Logger } from "pino";
import type { Clock } from "./adapters/clock.ts";
import type { Environment } from "./environment.ts";

/** What the command line asks of its process. */
export interface Terminal {
  /** Read only once it is known what to do. Throws WrongEnvironment. */
  environment(): Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** What was asked for. */
  print(text: string): void;
  /** One line for a person. */
  note(line: string): void;
}

/** Nothing can be done; one line says why. `code` is 2 when it was typed wrongly. */
export class Refused extends Error {
  readonly code: number;
  constructor(line: string, code = 1) {
    super(line);
    this.code = code;
  }
}

/** The repository that `--repo` names. Throws Refused. */
export function repositoryNamed(repo: string | undefined, usage: string): string {
  if (!repo) throw new Refused(`--repo is missing; write ${usage}`, 2);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo)) throw new Refused(`--repo is "${repo}"; write owner/name`, 2);
  return repo;
}

/** Issues that the archive could not read, told to whoever asked. */
export function noteSkipped(skipped: readonly number[], { note }: Terminal): void {
  if (skipped.length > 0)
    note(`left out, because they have no card of ours: ${skipped.map((n) => `#${n}`).join(", ")}`);
}

/** Why words could not be read, in one line. */
export function misread(error: unknown, usage: string): Refused {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return new Refused(`${line}; write ${usage}`, 2);
}
