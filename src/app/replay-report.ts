// Reports a replay: reads the last incidents of a repository, compares two policies over them, and says what differs.
import type { DateTime } from "luxon";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Templates } from "../adapters/templates.ts";
import type { Message } from "../domain/effects.ts";
import type { Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import { readArchive } from "./archive.ts";
import { type Comparison, compareReplays, type Found, type Shift } from "./replay-compare.ts";

/** Incidents that are read: each costs about two requests. */
export const LAST = 50;
/** Incidents that a line links to; the others are counted. */
const MOST_LINKS = 10;

interface Sources {
  readonly github: GitHub;
  readonly seal: Seal;
  readonly clock: { now(): DateTime };
}

/** The two policies, and over how many of the newest incidents they are compared. */
export interface Wanted {
  readonly before: Policy;
  readonly after: Policy;
  readonly last?: number;
}

/**
 * Compares two policies over the repository's newest incidents, as background work. `skipped` are issues with the label
 * and no card of ours. Throws what GitHub's adapter throws.
 */
export async function replayOn(
  place: Place,
  { before, after, last = LAST }: Wanted,
  { github, seal, clock }: Sources,
): Promise<{ comparison: Comparison; skipped: readonly number[] }> {
  const home: Place = { installation: place.installation, repository: place.repository, number: 0 };
  const period = { trigger: before.trigger, since: 0, last };
  const { incidents, skipped } = await readArchive(home, period, { github, seal });
  return { comparison: compareReplays(incidents, { before, after }, clock.now()), skipped };
}

/** What a changed policy would have made of the last incidents, as Markdown that mentions nobody; undefined without any. */
export async function replayFor(
  place: Place,
  policies: Wanted,
  tools: Sources & { readonly templates: Templates },
): Promise<string | undefined> {
  const { comparison } = await replayOn(place, policies, tools);
  if (comparison.incidents === 0) return undefined;
  return tools.templates.render(replayMessage(comparison), policies.before);
}

/** The comparison in a few lines: only what changed, each with the incidents it concerns. */
export function replayMessage({ breaches, postMortems, reminders, mentions, ...rest }: Comparison): Message {
  const rows = [
    row("breach", breaches.more, { isMore: true }),
    row("breach", breaches.fewer, { isMore: false }),
    ...mentions.map((shift) => shifted("mention", shift)),
    row("post-mortem", postMortems.more, { isMore: true }),
    row("post-mortem", postMortems.fewer, { isMore: false }),
    shifted("reminder", reminders),
  ].filter(({ count }) => count > 0);
  const skipped = rest.skipped.map((one) => ({ ...one, ...linked(one.incidents) }));
  return { template: "policy-replay", data: { incidents: rest.incidents, rows, skipped } };
}

function row(what: string, incidents: readonly Found[], { isMore }: { isMore: boolean }) {
  return { what, who: "", isMore, count: incidents.length, ...linked(incidents) };
}

function shifted(what: string, { before, after, incidents, who = "" }: Shift & { who?: string }) {
  return { what, who, isMore: after > before, count: Math.abs(after - before), ...linked(incidents) };
}

function linked(incidents: readonly Found[]) {
  return { links: incidents.slice(0, MOST_LINKS), hidden: Math.max(0, incidents.length - MOST_LINKS) };
}
