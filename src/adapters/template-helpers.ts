// What templates may call. Pure: values in, Markdown out; what a helper returns as `Markdown` is not encoded again.
import Handlebars, { type HelperOptions } from "handlebars";
import { DateTime, Duration } from "luxon";
import { parseDuration } from "../domain/duration.ts";
import { encodeMarkdown, encodeMermaid } from "../domain/markdown.ts";

export type Locale = "en" | "fr";
type Markdown = Handlebars.SafeString;
interface Reading {
  readonly due?: DateTime;
  readonly left?: Duration;
}

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\[bot\])?$/;
const HANDLE = /^@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/;
/** What a code span may hold: nothing that could end it, and no more than a line. */
const CODE = /^[\p{L}\p{N}/#@.][\p{L}\p{N} .,…'’%_:/@#[\]|=+-]{0,199}$/u;

/** Characters; a comment takes 65,536. */
const LONGEST_PART = 65_536;

const markdown = (text: string): Markdown => new Handlebars.SafeString(text);

/** Plain text in Markdown, whatever it says; what is Markdown already stays. */
export function encode(value: unknown): Markdown {
  if (value instanceof Handlebars.SafeString) return value;
  // An issue's number of seven digits looks like a commit; broken up it would name another issue.
  if (typeof value === "number") return markdown(String(value));
  if (typeof value === "object" && value !== null) throw new TypeError("a template shows an object as if it were text");
  return markdown(encodeMarkdown(String(value ?? "")));
}

/** The helpers of a language. They are the same but for the way lengths and months are written. */
export function helpers(locale: Locale): Record<string, Handlebars.HelperDelegate> {
  const length = (value: unknown, otherwise?: unknown) => markdown(printLength(lengthOf(value, otherwise), locale));
  const month = (value: unknown, { data }: HelperOptions) =>
    markdown(localTime(value, data).setLocale(locale).toFormat("LLLL yyyy"));
  return { ...LOGIC, ...TIMES, ...NAMES, ...LAYOUT, length, month };
}

const LOGIC = {
  /** Whether the first is one of the others. */
  eq: (value: unknown, ...others: unknown[]) => others.slice(0, -1).includes(value),
  gt: (one: number, other: number) => one > other,
  plus: (one: number, other: number) => one + other,
  /** The clock of that name; an empty one when there is none. */
  named: (clocks: readonly { clock: string }[], name: string) => clocks.find(({ clock }) => clock === name) ?? {},
  between: (from: DateTime, to: DateTime) => to.diff(from),
  left: (reading: Reading, asOf: DateTime) => leftOf(reading, asOf),
  /** By a minute or more: less is not worth a word. */
  overdue: (reading: Reading, asOf: DateTime) => leftOf(reading, asOf).toMillis() <= -60_000,
};

const TIMES = {
  /** `14:30 UTC`; with `date=true`, or on another day than `day`, `2025-11-10 14:30 UTC`; `zone=false` leaves that out. */
  time(value: unknown, { hash, data }: HelperOptions): Markdown {
    const at = localTime(value, data);
    const day = hash.day && localTime(hash.day, data).toISODate();
    const hasDate = hash.date || ("day" in hash && day !== at.toISODate());
    return markdown(
      at.toFormat(hasDate ? "yyyy-MM-dd HH:mm" : "HH:mm") + (hash.zone === false ? "" : ` ${zoneOf(at)}`),
    );
  },
  zone: (value: unknown, { data }: HelperOptions) => markdown(zoneOf(localTime(value, data))),
  /** For the chart: a time (with a sign that only looks like a colon, which Mermaid would trip over), or a few words. */
  mermaid(value: unknown, { data }: HelperOptions): Markdown {
    return markdown(
      value instanceof DateTime ? localTime(value, data).toFormat("HH∶mm") : encodeMermaid(String(value)),
    );
  },
};

const NAMES = {
  /** The GitHub handles among the targets, mentioned; with `mute=true` only named. Others are told elsewhere. */
  mentions(targets: readonly string[], { hash }: HelperOptions): Markdown | "" {
    const handles = [...new Set(targets)].filter((target) => HANDLE.test(target));
    const shown = hash.mute ? handles.map((handle) => `\`${handle.slice(1)}\``) : handles;
    return shown.length > 0 ? markdown(shown.join(" ")) : "";
  },
  /** Targets of every kind, named and never mentioned; those among `marked` with a word (`as`) behind them. */
  people(targets: readonly string[], { hash }: HelperOptions): Markdown {
    const word = (target: string) => (hash.marked?.includes(target) ? hash.as : "");
    return markdown(targets.map((target) => code(target.replace(/^@/, "")) + word(target)).join(", "));
  },
  person: (login: unknown) => (LOGIN.test(String(login)) ? markdown(`\`${login}\``) : encode(login)),
  /** Its arguments, joined, as code; in a table `cell=true`. */
  code(...args: unknown[]): Markdown {
    const { hash } = args.at(-1) as HelperOptions;
    const text = code(args.slice(0, -1).join("").trim());
    return markdown(hash.cell ? text.replace(/(?<!\\)\|/g, "\\|") : text);
  },
  /** Plain text in which only words between backticks are code. */
  prose: (text: string) =>
    markdown(
      text
        .split(/((?<!`)`[\w /-]+`(?!`))/)
        .map((part) => spaced(part))
        .join(""),
    ),
  join: (values: readonly unknown[]) => markdown(values.map((value) => encode(value)).join(", ")),
};

const LAYOUT = {
  /** A box that the incident ticks by itself: in the phases named. */
  box: (phase: unknown, ...ticked: unknown[]) => markdown(ticked.slice(0, -1).includes(phase) ? "[x]" : "[ ]"),
  /** A part of the card that is folded away, or `open` under a heading. Its title is the template's own words. */
  fold(this: unknown, ...args: unknown[]): string {
    const { fn, hash } = args.at(-1) as HelperOptions;
    const title = args.slice(0, -1).join("");
    const whole = fn(this);
    // To trim a text of many megabytes all of it must be copied; one that is never posted stays as it is.
    const body = whole.length > LONGEST_PART ? whole : whole.trim();
    return hash.open
      ? `\n\n#### ${title}\n\n${body}\n\n`
      : `\n\n<details><summary>${title}</summary>\n\n${body}\n\n</details>\n\n`;
  },
  /** A link where the address is one of the web, and names nobody before its host (`https://github.com@evil.example`). */
  link(text: unknown, url: unknown): Markdown {
    const address = URL.parse(String(url));
    if (!address || !/^https?:$/.test(address.protocol) || address.username) return encode(text);
    const { origin, pathname, search, hash } = address;
    const rest = (pathname + search + hash).replace(/[^\w.~:/?#@!$&+,;=%-]/g, percent);
    return markdown(`[${encode(text)}](${origin}${rest})`);
  },
  /** Where an entry of the timeline can be read: `c123` is a comment of the issue, `e456` one of its events. */
  address(issue: unknown, ref: unknown): string {
    const [, kind, id] = /^([ce])(\d+)$/.exec(String(ref)) ?? [];
    return kind ? `${issue}#${kind === "c" ? "issuecomment" : "event"}-${id}` : "";
  },
};

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function code(text: string): string {
  return CODE.test(text) ? `\`${text}\`` : encode(text).toString();
}

/** A part of `prose`: code, or text with a space kept where one was around it. */
function spaced(part: string): string {
  const inner = /^`([^`]+)`$/.exec(part)?.[1];
  if (inner) return code(inner);
  return (/^\s/.test(part) ? " " : "") + encode(part) + (/\s$/.test(part) ? " " : "");
}

function localTime(value: unknown, data: { timezone: string }): DateTime {
  if (!(value instanceof DateTime)) throw new TypeError("a template writes something as a time that is none");
  return value.setZone(data.timezone);
}

const zoneNames = new Map<string, string>();

/** `CET`; not every language of the runtime has a name for every zone, so `UTC+5:30` where none has. Slow to ask: kept. */
function zoneOf(at: DateTime): string {
  const key = `${at.zoneName} ${at.offset}`;
  const names = () => ["en-US", "en-GB"].map((language) => at.setLocale(language).offsetNameShort ?? "");
  const name = zoneNames.get(key) ?? names().find((one) => /^[A-Z]{2,5}$/.test(one)) ?? at.toFormat("'UTC'Z");
  zoneNames.set(key, name);
  return name;
}

function leftOf(reading: Reading, asOf: DateTime): Duration {
  return reading.left ?? reading.due?.diff(asOf) ?? Duration.fromMillis(0);
}

function lengthOf(value: unknown, otherwise: unknown): Duration {
  const found = value ?? (typeof otherwise === "string" ? parseDuration(otherwise) : undefined);
  if (!(found instanceof Duration)) throw new TypeError("a template writes something as a length that is none");
  return found;
}

/** `45 s`, `15 min`, `48 h`, `1 h 30 min` (in French `1 h 30`); the sign is for the template to say. */
function printLength(length: Duration, locale: Locale): string {
  const seconds = Math.floor(Math.abs(length.toMillis()) / 1000);
  const minutes = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (seconds > 0 && minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${rest} min`;
  if (rest === 0) return `${hours} h`;
  return locale === "fr" ? `${hours} h ${String(rest).padStart(2, "0")}` : `${hours} h ${rest} min`;
}
