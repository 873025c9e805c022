// Says what a replay found, as the template's data: only what changed, with links, long lists cut. Pure.
import type { Message } from "../domain/effects.ts";
import type { Comparison, Found, Shift } from "./replay-compare.ts";

/** Incidents that a line links to; the others are counted. */
const MOST_LINKS = 10;

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
