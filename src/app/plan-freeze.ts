// Plans a freeze: which check runs have to change, by what is open and what is known of it. Pure.
import { isLinked, type OpenPull } from "../domain/freeze.ts";
import type { FreezeMemory, Shown } from "./freeze-lane.ts";

/** Why a commit's check run says what it says. */
export type Reason = "frozen" | "linked" | "free";

/** A commit whose check run is to be looked at, and maybe changed. */
export interface Job {
  readonly head: string;
  readonly reason: Reason;
  readonly known: Shown | undefined;
  /** It is to have one, so that a rule of the repository may require it. */
  readonly isNeeded: boolean;
}

export interface Situation {
  readonly repository: string;
  /** The incidents that freeze it now. */
  readonly incidents: readonly number[];
  readonly pulls: readonly OpenPull[];
  /** The pull requests that somebody has just opened or changed. */
  readonly named: readonly number[];
}

/** The check runs that are not known to be right. */
export function planFreeze({ known }: FreezeMemory, { repository, incidents, pulls, named }: Situation): Job[] {
  const isFrozen = incidents.length > 0;
  const present = pulls.map((pull): Job => {
    const isExempt = incidents.some((incident) => isLinked(pull, incident, repository));
    const reason = !isFrozen ? "free" : isExempt ? "linked" : "frozen";
    const isNeeded = isFrozen || named.includes(pull.number);
    return { head: pull.head, reason, known: known.get(pull.head), isNeeded };
  });
  const open = new Set(pulls.map(({ head }) => head));
  // A commit that is no pull request's any more may become one's again: nothing stays red after the end.
  const former = [...known].filter(([head, { isBad }]) => !isFrozen && isBad && !open.has(head));
  return [
    ...former.map(([head, shown]): Job => ({ head, reason: "free", known: shown, isNeeded: false })),
    ...present.filter(({ reason, known: shown, isNeeded }) => {
      const isRight = shown?.isBad === (reason === "frozen") && (shown.id > 0 || !isNeeded);
      return !isRight;
    }),
  ];
}
