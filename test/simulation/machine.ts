// The machine that the simulated app runs on: its time, its ids and its cryptography, all of them decided by the seed.
//
// The app, Octokit and the playground ask these of the process; pinned here, the same seed gives the same run.
import { createHmac, webcrypto } from "node:crypto";
import type { Random } from "./random.ts";
import type { Schedule } from "./schedule.ts";

const RealDate = Date;

/** Whose time, timers and ids the process has at present. */
interface Host {
  readonly schedule: Schedule;
  readonly random: Random;
  /** How far the app's own clock is from the true one; ms. */
  skew: number;
}

let host: Host | undefined;

const now = (): number => (host ? host.schedule.now + host.skew : RealDate.now());

class VirtualDate extends RealDate {
  constructor(...parts: ConstructorParameters<typeof RealDate> | []) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }
  static override now(): number {
    return now();
  }
}

/** From here on the process lives in this world; the next call moves it into another one. */
export function moveInto(next: Host): void {
  host = next;
}

/** Octokit reads every number twice in case it has more digits than a double holds; ours never have, and it is a tenth of the time. */
function parseOnce(): void {
  const parse = JSON.parse;
  JSON.parse = (text, reviver) => (reviver?.length === 3 && !/\d{16}/.test(text) ? parse(text) : parse(text, reviver));
}

/** Replaces what the process has of time, ids and cryptography, once and for all. */
export function pinMachine(): void {
  globalThis.Date = VirtualDate as DateConstructor;
  globalThis.setTimeout = ((run: () => void, after = 0) => {
    const timer = { isOff: false, unref: () => timer, ref: () => timer };
    host?.schedule.at(host.schedule.now + after, () => {
      if (!timer.isOff) run();
    });
    return timer;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer?: { isOff: boolean }) => {
    if (timer) timer.isOff = true;
  }) as unknown as typeof clearTimeout;
  parseOnce();
  webcrypto.randomUUID = () => host?.random.uuid() as ReturnType<typeof webcrypto.randomUUID>;
  // Real signatures would come back from a pool of threads in any order, and cost most of the time. Nothing depends on
  // which algorithm it is; that a wrong signature is refused does, and a keyed digest refuses it as well.
  const subtle = {
    importKey: async (_format: string, data: BufferSource, algorithm: { hash?: string }) =>
      ({ data, hash: algorithm.hash }) as unknown as CryptoKey,
    sign: async (algorithm: string | { name: string }, key: CryptoKey, message: BufferSource) =>
      digest(algorithm, key, message),
    verify: async (algorithm: string, ...[key, signature, message]: [CryptoKey, BufferSource, BufferSource]) =>
      Buffer.from(signature as ArrayBuffer).equals(Buffer.from(digest(algorithm, key, message))),
  };
  for (const [name, value] of Object.entries(subtle)) Object.defineProperty(webcrypto.subtle, name, { value });
}

/** Both halves of a key pair have the same digest; HMAC is what it is. */
function digest(algorithm: string | { name: string }, key: CryptoKey, message: BufferSource): ArrayBuffer {
  const isHmac = algorithm === "HMAC";
  const { data, hash } = key as unknown as { data: Uint8Array; hash?: string };
  // Nobody reads the old signature any more.
  if (hash === "SHA-1") return new ArrayBuffer(20);
  const hmac = createHmac("sha256", isHmac ? data : "a key pair").update(new Uint8Array(message as ArrayBuffer));
  return new Uint8Array(hmac.digest()).buffer;
}
