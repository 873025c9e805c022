// An alert's news, whoever sent it: a group of alerts that fires, or has recovered.
//
// It is kept in the inbox as JSON: times are milliseconds since the epoch, and everything in it was written by others.

/** One alert of the group, as the issue shows it. */
export interface ShownAlert {
  readonly name: string;
  /** What tells it from the others of its group, as `instance=a, job=b`. */
  readonly what: string;
  readonly isFiring: boolean;
  readonly since: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Addresses by what they are called: annotations, and `source` for where the alert comes from. */
  readonly links: Readonly<Record<string, string>>;
}

export interface AlertNews {
  readonly status: "firing" | "resolved";
  /** When it was taken in. */
  readonly heardAt: number;
  /** The first start, the last start and the last end among the alerts; never later than it was taken in. */
  readonly since: number;
  readonly newest: number;
  readonly endedAt: number;
  readonly title: string;
  readonly text: string;
  /** Where the sender shows the group; "" for nowhere. */
  readonly link: string;
  readonly alerts: readonly ShownAlert[];
  /** How many alerts fire, and how many of the group are not shown. */
  readonly firing: number;
  readonly left: number;
  /** Every value that a label has among the alerts. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** The same group with the same alerts in the same state has the same print. */
  readonly print: string;
}

/** Alerts that an issue shows; a table of more is read by nobody. */
export const MOST_SHOWN = 20;
const MOST_LABELS = 50;
const MOST_VALUES = 50;
/** Characters of a label or an annotation; an address has more. */
const LONGEST = 300;
const LONGEST_ADDRESS = 2000;

/** A few pairs, none of them long, whatever they are called. */
export function fewPairs(pairs: Readonly<Record<string, string>>, most = MOST_LABELS): Record<string, string> {
  const entries = Object.entries(pairs).slice(0, most);
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(0, LONGEST), value.slice(0, LONGEST)]));
}

/** Those of the values that are addresses of the web. */
export function webAddresses(pairs: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(pairs).filter(([, value]) => isWebAddress(value));
  return Object.fromEntries(found.slice(0, 10).map(([name, value]) => [name.slice(0, LONGEST), value]));
}

export function isWebAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Every value of every label, each once. */
export function valuesOf(all: readonly Readonly<Record<string, string>>[]): Record<string, string[]> {
  const values = new Map<string, Set<string>>();
  for (const labels of all)
    for (const [name, value] of Object.entries(labels)) {
      const known = values.get(name) ?? new Set();
      if (values.size < MOST_LABELS || values.has(name)) values.set(name, known);
      if (known.size < MOST_VALUES) known.add(value.slice(0, LONGEST));
    }
  return Object.fromEntries([...values].map(([name, some]) => [name, [...some]]));
}

/** A moment as its sender writes it; what is none, or lies ahead, is now. Milliseconds. */
export function momentOf(text: unknown, now: number): number {
  const at = typeof text === "string" ? Date.parse(text) : Number.NaN;
  // Alertmanager's "not yet" is the year 1; nothing that fires now began before there were alerts.
  return at > 0 && at <= now ? at : now;
}
