// A process of its own for one part of a benchmark, spoken to in messages; it ends when its parent does.
import { fork } from "node:child_process";
import { once } from "node:events";

/** As `npm start` runs it. */
const FLAGS = ["--max-semi-space-size=4", "--disable-warning=ExperimentalWarning"];

export interface Child {
  /** Sends a message and resolves to the answer. */
  ask<Answer>(message: unknown): Promise<Answer>;
  /** Lets it close what it holds. */
  end(): Promise<void>;
}

/** Starts a file and waits for its first message. */
export async function startChild<First>(file: URL, ...args: string[]): Promise<{ child: Child; first: First }> {
  const process = fork(file, args, { execArgv: FLAGS });
  const gone = new AbortController();
  const exited = once(process, "exit");
  process.once("exit", () => gone.abort(new Error(`${file.pathname.split("/").at(-1)} ended early`)));
  const answer = async () => {
    const [message] = await once(process, "message", { signal: gone.signal }).catch((error) => {
      throw gone.signal.reason ?? error;
    });
    return message;
  };
  const child: Child = {
    ask: (message) => {
      process.send(message as object);
      return answer();
    },
    end: async () => {
      if (process.connected) process.disconnect();
      await exited;
    },
  };
  return { child, first: await answer() };
}

/** In the child: closes what it holds once the parent has hung up or is gone. */
export function endWithParent(close: () => Promise<void>): void {
  process.once("disconnect", () => void close().finally(() => process.exit()));
}
