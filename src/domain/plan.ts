// The response plan's own figures, and the severities that a configuration makes of them.
import { Duration } from "luxon";
import type { Calendar } from "./calendar.ts";
import { USUAL } from "./calendar-file.ts";
import { ALWAYS } from "./calendar-findings.ts";
import { parseDuration } from "./duration.ts";
import type { PolicyFile, SeverityFile } from "./policy-schema.ts";

export interface Step {
  readonly after: Duration;
  readonly notify: readonly string[];
}

export interface SeverityPolicy {
  readonly name: string;
  /** The plan's severity of the same rank, whose checklist holds: P0 to P3. */
  readonly like: string;
  /** What it means, in the team's own words. */
  readonly meaning?: string;
  readonly response: Duration;
  readonly updateEvery?: Duration;
  readonly informUsersAfter?: Duration;
  readonly postMortem?: Duration;
  readonly pausable: boolean;
  /** Quick links by their names. */
  readonly links: Readonly<Record<string, string>>;
  readonly escalate: readonly Step[];
  /** The hours in which response, updates and ladder are counted; undefined: round the clock. */
  readonly hours?: Calendar;
}

/** The first user's response plan: 15 min, 1 h, 4 h, 24 h; users informed after 1 h; post-mortem within 48 h. */
const PLAN: Record<string, SeverityFile> = {
  P0: { response: "15m", update_every: "30m", inform_users_after: "1h", post_mortem: "48h" },
  P1: { response: "1h", update_every: "1h", inform_users_after: "1h", post_mortem: "48h" },
  P2: { response: "4h", pausable: true },
  P3: { response: "24h", pausable: true },
};

/** What the plan says of a fourth and every further severity is what it says of P3. */
const RANKS = Object.keys(PLAN);

/**
 * The severities that are used, most severe first. `P0`, `P1` … adjust the plan's; a file that names others has a list
 * of its own, in its order.
 */
export function severitiesOf(
  { severities = {} }: PolicyFile,
  calendars: ReadonlyMap<string, Calendar> = new Map(),
): SeverityPolicy[] {
  const named = Object.keys(severities);
  const isOwn = named.some((name) => !/^P\d$/.test(name));
  const names = isOwn ? named : [...new Set([...RANKS, ...named])].sort();
  const used = names.filter((name) => severities[name] !== false);
  return used.map((name, rank) => {
    const like = RANKS[isOwn ? rank : Number(name.slice(1))] ?? "P3";
    const file = { ...PLAN[like], ...(severities[name] || {}) };
    const usual = file.update_every || file.post_mortem ? ALWAYS : USUAL;
    return { ...severityPolicy(name, like, file), hours: calendars.get(file.hours ?? usual) };
  });
}

function severityPolicy(name: string, like: string, file: SeverityFile): SeverityPolicy {
  return {
    name,
    like,
    meaning: file.meaning,
    response: lengthOf(file.response) ?? Duration.fromObject({ hours: 24 }),
    updateEvery: lengthOf(file.update_every),
    informUsersAfter: lengthOf(file.inform_users_after),
    postMortem: lengthOf(file.post_mortem),
    pausable: file.pausable ?? false,
    links: file.links ?? {},
    escalate: (file.escalate ?? []).map((step) => ({
      after: lengthOf(step.after) ?? Duration.fromMillis(0),
      notify: step.notify,
    })),
  };
}

/** A length that was checked before; undefined for none. */
export function lengthOf(text: string | false | undefined): Duration | undefined {
  return text ? parseDuration(text) : undefined;
}
