// The thread in which templates of repositories are rendered: little memory, no environment, and it may be stopped any time.
import { parentPort, workerData } from "node:worker_threads";
import type { TemplateDelegate } from "handlebars";
import { type TemplateFinding, templateFinding } from "../domain/template-finding.ts";
import { checkTemplate } from "./template-check.ts";
import { tidy } from "./template-engine.ts";
import { Failure, findingOf, LONGEST_TEXT } from "./template-failure.ts";
import type { Locale } from "./template-helpers.ts";
import { hasForeignMarker } from "./template-marker.ts";
import { type Parcel, unpack } from "./template-parcel.ts";
import { type Language, readLanguage } from "./templates.ts";

/** What the thread is asked for. */
export interface Order {
  readonly template: string;
  readonly data: Parcel;
  readonly locale: Locale;
  readonly timezone: string;
  readonly templates: ReadonlyMap<string, string>;
}

/** The text, or the template to blame and why; no template when ours failed. */
export type Answer =
  | { readonly text: string }
  | { readonly template: string | undefined; readonly finding: TemplateFinding };

/** Characters that one template may write in all its places. */
const MOST_WRITTEN = 4 * LONGEST_TEXT;
/** GitHub's longest title, in characters. */
const LONGEST_TITLE = 256;
/** Characters of the sources whose compiled templates are kept. */
const MOST_KEPT = 500_000;

/** The number of the template that runs, from 1: read from outside when this thread had to be stopped. */
const running: Int32Array = workerData;
const languages = { en: readLanguage("en"), fr: readLanguage("fr") };
const kept = new Map<string, TemplateDelegate>();
let keptLength = 0;

function compiled(name: string, source: string, locale: Locale): TemplateDelegate {
  const key = `${locale} ${name} ${source}`;
  const known = kept.get(key);
  if (known) return known;
  const { sources, compile } = languages[locale];
  const { findings, program } = checkTemplate(name, source, sources);
  if (!program) throw new Failure(findings[0] ?? templateFinding("failed"));
  if (keptLength > MOST_KEPT) {
    kept.clear();
    keptLength = 0;
  }
  keptLength += source.length;
  const template = compile(program);
  kept.set(key, template);
  return template;
}

/** One rendering: who runs, and who wrote how much. */
class Rendering {
  readonly #order: Order;
  readonly #names: readonly string[];
  readonly #written = new Map<string, number>();
  readonly #language: Language;

  constructor(order: Order) {
    this.#order = order;
    this.#names = [...order.templates.keys()];
    this.#language = languages[order.locale];
  }

  text(): string {
    const { template, data, timezone } = this.#order;
    const words = Object.fromEntries(this.#names.map((name, index) => [name, this.#watched(name, index)]));
    Atomics.store(running, 0, 0);
    const message = { template, data: unpack(data) as Record<string, unknown> };
    const text = this.#within(template, this.#language.render(message, timezone, words));
    // From here on whoever wrote most is to blame, as long as nobody is by himself.
    Atomics.store(running, 0, 1 + this.#names.indexOf(this.#mostly(template)));
    const shown = tidy(this.#within(template, text));
    if (shown === "") throw new Failure(templateFinding("no-text"));
    if (template.endsWith("-title") && (shown.length > LONGEST_TITLE || shown.includes("\n")))
      throw new Failure(templateFinding("not-a-title", { most: LONGEST_TITLE }));
    return shown;
  }

  /** Compiled when it is first needed. A failure leaves its number standing. */
  #watched(name: string, index: number): TemplateDelegate {
    return (context, options) => {
      const outer = Atomics.exchange(running, 0, index + 1);
      const template = compiled(name, this.#order.templates.get(name) ?? "", this.#order.locale);
      const text = this.#within(name, template(context, options));
      const written = (this.#written.get(name) ?? 0) + text.length;
      if (written > MOST_WRITTEN) throw new Failure(templateFinding("output", { most: LONGEST_TEXT }));
      this.#written.set(name, written);
      Atomics.store(running, 0, outer);
      return text;
    };
  }

  /** A length costs nothing to ask for; reading a text of many megabytes would need them all at once. */
  #within(name: string, text: string): string {
    if (text.length > LONGEST_TEXT) throw new Failure(templateFinding("output", { most: LONGEST_TEXT }));
    if (hasForeignMarker(text, this.#language.sources.get(name) ?? "")) throw new Failure(templateFinding("marker"));
    return text;
  }

  #mostly(template: string): string {
    if (this.#names.includes(template)) return template;
    return [...this.#written].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? "";
  }

  /** The template that ran when something was thrown, with what it says about it. */
  failure(error: unknown): Answer {
    const template = this.#names[Atomics.load(running, 0) - 1];
    return { template, finding: findingOf(error, this.#order.templates.get(template ?? "") ?? "") };
  }
}

function answerTo(order: Order): Answer {
  const rendering = new Rendering(order);
  try {
    return { text: rendering.text() };
  } catch (error) {
    return rendering.failure(error);
  } finally {
    Atomics.store(running, 0, 0);
  }
}

parentPort?.on("message", (order: Order) => parentPort?.postMessage(answerTo(order)));
parentPort?.postMessage("ready");
