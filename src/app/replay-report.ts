// Reports a replay: reads the last incidents of a repository and compares two policies over them.
import type { DateTime } from "luxon";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Templates } from "../adapters/templates.ts";
import type { Seal } from "../domain/marker.ts";
import type { Policy } from "../domain/policy.ts";
import { readArchive } from "./archive.ts";
import { type Comparison, compareReplays } from "./replay-compare.ts";
import { replayMessage } from "./replay-message.ts";

/** Incidents that are read: each costs about two requests. */
export const LAST = 50;

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
  const period = { policy: before, since: 0, last };
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
