// One play: a scenario lived through, every decision that was made in it, and what one does next.
import type { DateTime } from "luxon";
import type { Decision } from "../../app/decide.ts";
import { POLICY_PATH } from "../../app/policies.ts";
import { readings } from "../../app/readings.ts";
import type { Facts, Reading } from "../../domain/facts.ts";
import { incidentOf } from "../../domain/incident.ts";
import type { Thread } from "../github/index.ts";
import { REPOSITORY } from "../scenery.ts";
import { type Act, perform } from "./acts.ts";
import type { Story } from "./link.ts";
import { START } from "./scenarios.ts";
import { createPageStage, type PageStage } from "./stage.ts";

export interface Decided extends Decision {
  readonly facts: Facts;
}

/** Every issue by its number. */
export type Issues = ReadonlyMap<number, Thread>;

export interface Play extends Pick<PageStage, "clock" | "nextDue"> {
  /** The scenario, and everything that was done since. */
  story(): Story;
  /** Every decision, oldest first. */
  readonly decisions: readonly Decided[];
  issues(): Issues;
  /** The repository's `.github/tocsin.yml`; empty when there is none. */
  policy(): string;
  /** Resolves to what GitHub says when it refuses. */
  act(act: Act): Promise<string | undefined>;
}

/** Lives through a story; `complain` hears of the app's troubles. */
export async function createPlay(story: Story, complain: (...said: unknown[]) => void): Promise<Play> {
  const decisions: Decided[] = [];
  const { scenario } = story;
  const watch = (facts: Facts, decision: Decision) => void decisions.push({ ...decision, facts });
  const stage = await createPageStage({ start: START, policy: scenario.policy, watch, complain });
  for (const act of scenario.acts) await perform(act, stage);
  const acts: Act[] = [];
  const play: Play = {
    clock: stage.clock,
    nextDue: stage.nextDue,
    story: () => ({ scenario, acts: [...acts] }),
    decisions,
    issues: () => issuesIn(stage),
    policy: () => stage.github.file(REPOSITORY, POLICY_PATH) ?? "",
    act(act) {
      acts.push(act);
      return perform(act, stage);
    },
  };
  for (const act of story.acts) await play.act(act);
  return play;
}

/** The playground counts its issues from 1. */
function issuesIn({ github }: PageStage): Issues {
  const issues = new Map<number, Thread>();
  try {
    for (let number = 1; ; number++) issues.set(number, github.thread(REPOSITORY, number));
  } catch {
    return issues;
  }
}

/** The last decision about an issue; undefined when there was none. */
export function lastAbout(number: number, decisions: readonly Decided[]): Decided | undefined {
  return decisions.findLast(({ facts, timeline }) => facts.issue.number === number && timeline.length > 0);
}

/** An incident's clocks at a moment, by what was last decided about it. */
export function clocksAt(now: DateTime, { facts, timeline }: Decided): Reading[] {
  return readings(incidentOf(facts.issue, timeline), { policy: facts.policy, now });
}
