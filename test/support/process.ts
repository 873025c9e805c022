// A real process of the app against a local GitHub, in real time.
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { createGitHub, type GitHub } from "../../src/playground/github/index.ts";
import { WEBHOOK_SECRET, watch } from "./canaries.ts";

export const { privateKey: PEM, publicKey: PUBLIC } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
export const SECRET = WEBHOOK_SECRET;
export const RIGHT = { APP_ID: "4711", PRIVATE_KEY: PEM, WEBHOOK_SECRET: SECRET };

export type Variables = Record<string, string | undefined>;

const MAIN = join(import.meta.dirname, "../../src/main.ts");

/** A real process that knows nothing but these variables, in an empty folder. */
export function started(
  variables: Variables,
  words: readonly string[] = [],
): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  const cwd = mkdtempSync(join(tmpdir(), "tocsin-"));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const name of ["stdout", "stderr"] as const) watchStream(name, child[name]);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(cwd, { recursive: true, force: true });
  });
  return child;
}

/** Every chunk with the end of the one before it, as it arrives, whether anybody reads it or not. */
function watchStream(name: string, stream: Readable): void {
  let last = "";
  const push = stream.push.bind(stream);
  stream.push = (chunk, encoding) => {
    const text = last + String(chunk ?? "");
    watch(name, text);
    last = text.slice(-200);
    return push(chunk, encoding);
  };
}

export async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** A GitHub on which the app is installed, in real time unless its clock says otherwise. */
export function populated(clock = { now: Date.now }, files: Record<string, string> = {}): GitHub {
  const github = createGitHub({ clock, jwtClock: Date.now });
  github.addOrganization("acme", ["alice"]);
  github.addRepository("acme/shop", { collaborators: { alice: "maintain" }, files });
  const permissions = { issues: "write", metadata: "read", contents: "read", members: "read" } as const;
  const app = { id: 4711, slug: "tocsin", publicKey: PUBLIC, webhookSecret: SECRET };
  github.addApp({ ...app, permissions, events: ["issues", "issue_comment"] });
  github.install(4711, "acme");
  return github;
}

/** From the line of the log that says where it listens. */
export async function portOf(child: { stdout: NodeJS.ReadableStream }): Promise<number> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { address?: { port?: number } };
    if (!address?.port) continue;
    // Whoever stops reading a pipe stops its writer, sooner or later.
    child.stdout.resume();
    return address.port;
  }
  throw new Error("the process ended before it listened");
}
