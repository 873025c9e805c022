// Renders templates of repositories in a thread of their own, one after another, and stops what takes too much.
import { Worker } from "node:worker_threads";
import type { Message } from "../domain/effects.ts";
import { templateFinding } from "../domain/template-finding.ts";
import type { Locale } from "./template-helpers.ts";
import { pack, weightOf } from "./template-parcel.ts";
import type { Answer, Order } from "./template-worker.ts";

/** Milliseconds of one rendering, and of a thread's start, which is nobody's fault. */
const LONGEST_RENDERING = 500;
const LONGEST_START = 10_000;
/** Megabytes. Far more than any message needs, far less than the process has. */
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8, stackSizeMb: 1 };
/**
 * Bytes of a message's data. Reading more than there is memory for would end the process, not only the thread: what is
 * heavier is said in our own words.
 */
const HEAVIEST = 8_000_000;
/** A thread that got less of the machine than this share of its time was not slow by itself. */
const OWN_SHARE = 0.5;
/** Compiled, this file stands beside a compiled worker. */
const WORKER = new URL(`./template-worker${import.meta.url.slice(-3)}`, import.meta.url);

export interface Language {
  readonly locale: Locale;
  readonly timezone: string;
  /** A repository's own templates by name. */
  readonly templates: ReadonlyMap<string, string>;
}

/** `isCertain` is false when the machine was too busy to tell whose fault it was. */
export type Rendered = Answer & { readonly isCertain?: boolean };

export interface TemplateRunner {
  /** Resolves to the text, or to what went wrong; never rejects. At most 60,000 characters, after 500 ms at the latest. */
  render(message: Message, language: Language): Promise<Rendered>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly order: Order;
  readonly answer: (rendered: Rendered) => void;
}

class Threaded implements TemplateRunner {
  readonly #longest: number;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  /** The number of the template that runs, from 1; shared with the thread. */
  #running = new Int32Array(new SharedArrayBuffer(4));

  constructor(longest: number) {
    this.#longest = longest;
  }

  render({ template, data }: Message, language: Language): Promise<Rendered> {
    const { promise, resolve } = Promise.withResolvers<Rendered>();
    const { locale, timezone, templates } = language;
    const order = { template, data: pack(data), locale, timezone, templates };
    if (weightOf(order.data) > HEAVIEST) resolve({ template: undefined, finding: templateFinding("memory") });
    else this.#waiting.push({ order, answer: resolve });
    this.#next();
    return promise;
  }

  async stop(): Promise<void> {
    await this.#drop()?.terminate();
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return void this.#worker?.unref();
    this.#worker ??= this.#start();
    this.#worker.ref();
    if (this.#isReady) this.#give(this.#current);
    else this.#timer = setTimeout(() => this.#giveUp(false), LONGEST_START);
  }

  #start(): Worker {
    this.#running = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(WORKER, {
      workerData: this.#running,
      resourceLimits: MEMORY,
      // Nothing of the process's secrets, and nothing of its options.
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.on("message", (message: Answer | "ready") => {
      if (worker !== this.#worker) return;
      if (message !== "ready") return this.#settle(message);
      this.#isReady = true;
      if (this.#current) this.#give(this.#current);
    });
    const gone = (error: unknown) => {
      if (worker === this.#worker) this.#lost(error);
    };
    worker.on("error", gone);
    worker.on("exit", gone);
    return worker;
  }

  #give({ order }: Waiting): void {
    clearTimeout(this.#timer);
    const before = process.cpuUsage();
    this.#timer = setTimeout(() => {
      const { user, system } = process.cpuUsage(before);
      this.#giveUp((user + system) / 1000 > this.#longest * OWN_SHARE);
    }, this.#longest);
    this.#worker?.postMessage(order);
  }

  /** The thread is stopped at once; what waits is rendered in a new one. */
  #giveUp(isCertain: boolean): void {
    const template = this.#blamed();
    void this.#drop()?.terminate();
    this.#settle({ template, finding: templateFinding("slow", { most: this.#longest }), isCertain });
  }

  /** The thread ended by itself: it ran out of memory. */
  #lost(error: unknown): void {
    const isMemory = (error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY";
    const template = this.#blamed();
    this.#drop();
    if (this.#current)
      this.#settle({ template, finding: templateFinding(isMemory ? "memory" : "failed"), isCertain: isMemory });
  }

  #blamed(): string | undefined {
    return [...(this.#current?.order.templates.keys() ?? [])][Atomics.load(this.#running, 0) - 1];
  }

  #drop(): Worker | undefined {
    const worker = this.#worker;
    [this.#worker, this.#isReady] = [undefined, false];
    return worker;
  }

  #settle(rendered: Rendered): void {
    clearTimeout(this.#timer);
    const done = this.#current;
    this.#current = undefined;
    done?.answer({ isCertain: true, ...rendered });
    this.#next();
  }
}

/** A thread of its own; `longest` is what one rendering may take, in milliseconds. */
export function createTemplateRunner(longest = LONGEST_RENDERING): TemplateRunner {
  return new Threaded(longest);
}

/** One thread for the process, however often it starts the app; it begins with the first rendering. */
let ours: TemplateRunner | undefined;

export function templateRunner(): TemplateRunner {
  ours ??= createTemplateRunner();
  return ours;
}
