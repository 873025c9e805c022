// Keeps the app at work: at once after a webhook, and at least twice a second because time passes by itself.
import type { Logger } from "pino";
import type { Crew } from "./crew.ts";

/** Something done again and again, `every` so many milliseconds; the first time at once. */
export interface Duty {
  readonly name: string;
  readonly every: number;
  run(): Promise<unknown>;
}

export interface Duties {
  readonly crew: Pick<Crew, "begin" | "idle">;
  readonly periodic: readonly Duty[];
  readonly log: Logger;
  now(): number;
}

export interface Runner {
  /** Something has just become due. */
  poke(): void;
  /** When a periodic duty last succeeded; undefined before the first time. */
  lastSuccess(name: string): number | undefined;
  /** Lets what is under way finish, and nothing new begin. */
  stop(): Promise<void>;
}

/** How long a due moment may go unnoticed when nobody pokes; milliseconds. */
const POLL = 500;

/** Starts working. Every wait is short: timers of days would fire at once, and clocks may be set. */
export function run(duties: Duties): Runner {
  const { crew, periodic, log, now } = duties;
  const succeeded = new Map<string, number>();
  const bell = createBell();
  let isStopped = false;

  const unable = (error: unknown) => log.error({ err: error }, "the store cannot be worked from; trying again");
  async function working(): Promise<void> {
    while (!isStopped) {
      const rest = bell.wait();
      await crew.begin(bell.ring).catch(unable);
      if (!isStopped) await rest;
    }
  }

  async function repeating({ name, every, run: perform }: Duty): Promise<void> {
    for (let begunAt = Number.NEGATIVE_INFINITY; !isStopped; await pause()) {
      if (now() - begunAt < every) continue;
      begunAt = now();
      await perform().then(
        () => succeeded.set(name, now()),
        (error) => log.error({ err: error, duty: name }, "failed; the next turn follows"),
      );
      bell.ring();
    }
  }

  const worker = working();
  for (const duty of periodic) void repeating(duty);
  return {
    poke: bell.ring,
    lastSuccess: (name) => succeeded.get(name),
    async stop() {
      isStopped = true;
      bell.ring();
      await worker;
      await crew.idle();
    },
  };
}

const pause = () => new Promise<void>((resolve) => void setTimeout(resolve, POLL).unref());

/** A wait that ends after POLL, or as soon as somebody rings. */
function createBell(): { wait(): Promise<void>; ring(): void } {
  let ring = () => {};
  const wait = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return { wait, ring: () => ring() };
}
