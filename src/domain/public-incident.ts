// What the public may know of an incident: what was published, under a title made of nothing that was typed.
import type { Origin } from "./public-link.ts";
import { publicText } from "./public-text.ts";
import type { PublishedUpdate } from "./published.ts";
import type { Site } from "./site.ts";
import type { Summary } from "./summary.ts";
import type { Status } from "./timeline.ts";

/** As Statuspage grades it. */
export type Impact = "minor" | "major" | "critical";

export interface PublicUpdate {
  /** Milliseconds since the epoch (UTC). */
  readonly at: number;
  readonly status: Status;
  /** "" when all of it was meant for us. */
  readonly text: string;
}

export interface PublicIncident {
  readonly number: number;
  readonly status: Status;
  readonly impact: Impact;
  /** The plan's severity that it is like: P0 to P3; "" while nobody has named one. */
  readonly like: string;
  /** Those that the page shows. */
  readonly components: readonly string[];
  /** Oldest first; there is at least one. */
  readonly updates: readonly PublicUpdate[];
  /** When the first of them was published. */
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  /** When the promised next update is due; absent when none is. */
  readonly dueAt?: number | undefined;
}

const IMPACTS: Readonly<Record<string, Impact>> = { P0: "critical", P1: "major", P2: "minor", P3: "minor" };

/**
 * undefined when the public knows nothing of it: exercises, matters of security, incidents that were silenced, and those
 * of which nothing was published. What was published once goes on being told, also when it turns out to be less severe.
 */
export function publicIncident(summary: Summary, site: Site): PublicIncident | undefined {
  const { isDrill, isSecurity, isSilent, ended } = summary;
  if (isDrill || isSecurity || isSilent) return undefined;
  const first = summary.updates.findIndex((update) => isPublished(update, site));
  const published = first < 0 ? [] : summary.updates.slice(first).filter(({ isHeld }) => !isHeld);
  const updates = published.map(({ at, status, text }) => ({ at, status, text: publicText(text, originOf(summary)) }));
  const [begin, last] = [updates[0], updates.at(-1)];
  if (!begin || !last) return undefined;
  const like = site.severities.find(({ name }) => name === summary.severity)?.like ?? "";
  return {
    number: summary.number,
    // Whoever reopens what was over takes the good news back, whether they find words for it or not.
    status: ended ? "resolved" : last.status === "resolved" ? "investigating" : last.status,
    impact: IMPACTS[like] ?? "major",
    like,
    components: componentsOf(summary, site),
    updates,
    startedAt: begin.at,
    endedAt: ended && Math.max(ended.at, last.at),
    dueAt: ended ? undefined : summary.clocks.find(({ clock }) => clock === "update")?.due,
  };
}

/** Without a severity the worst is assumed, by us and by the page. */
function isPublished({ severity, isHeld }: PublishedUpdate, { severities }: Site): boolean {
  const isShown = severities.some(({ name, isPublic }) => isPublic && (name === severity || severity === ""));
  return isShown && !isHeld;
}

function componentsOf({ components }: Summary, site: Site): string[] {
  const named = components.map((name) => name.toLowerCase());
  return site.components.flatMap(({ name }) => (named.includes(name.toLowerCase()) ? [name] : []));
}

/** Where its words come from, by the issue's own address. */
function originOf({ url }: Summary): Origin {
  const { hostname = "", pathname = "" } = URL.parse(url) ?? {};
  return { host: hostname, owner: pathname.split("/")[1] ?? "" };
}
