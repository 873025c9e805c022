// The real process of the app, as `npm start` runs it: started, asked how it is, and ended in one way or another.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
const FLAGS = ["--max-semi-space-size=4", "--disable-warning=ExperimentalWarning"];
/** Between two questions whether it is ready; milliseconds. */
const GLANCE = 10;
const PATIENCE = 60_000;

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start until /readyz says so; throws when the process ends first, or never gets there. */
  ready(): Promise<number>;
  /** Sends a signal and resolves once the process is gone, to how long that took and how it ended; milliseconds. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<{ took: number; how: number | string | null }>;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** What it holds in memory now, and the most it ever held; bytes. */
  memory(): { now: number; most: number };
}

export type Variables = Readonly<Record<string, string>>;

/** Starts it on a port of the loopback; what it logs goes to a file. */
export function startProcess(variables: Variables, port: number, logFile: string): Running {
  const begun = performance.now();
  const child = spawn(process.execPath, [...FLAGS, MAIN], {
    cwd: variables["DATA_DIR"],
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: String(port), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = once(child, "exit");
  void exited.finally(() => log.end());
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    pid: child.pid ?? 0,
    ready: () => ready(child, url, begun),
    async end(signal) {
      const asked = performance.now();
      child.kill(signal);
      const [code, by] = await exited;
      return { took: performance.now() - asked, how: code ?? by };
    },
    signal: (signal) => void child.kill(signal),
    memory: () => memoryOf(child.pid ?? 0),
  };
}

async function ready(child: ChildProcess, url: string, begun: number): Promise<number> {
  while (performance.now() - begun < PATIENCE) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the process ended before it was ready");
    if (await isReady(url)) return performance.now() - begun;
    await sleep(GLANCE);
  }
  throw new Error(`not ready after ${PATIENCE} ms`);
}

/** What a load balancer asks. */
export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
  return { now: bytes("VmRSS"), most: bytes("VmHWM") };
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
