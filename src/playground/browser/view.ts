// What is seen at one moment: the play, who speaks, which issue is looked at, and in which language.
import { DateTime } from "luxon";
import type { Policy } from "../../domain/policy.ts";
import { DEFAULT_POLICY } from "../../domain/policy.ts";
import type { Issues, Play } from "./play.ts";
import type { Words } from "./words.ts";

export interface View {
  readonly play: Play;
  readonly words: Words;
  /** The issue that is looked at; 0 while there is none. */
  readonly issue: number;
  /** Every issue before the last act: what is new since is marked. */
  readonly before: Issues;
}

/** What a part of the page asks for: another issue to look at, or a comment of one. */
export type Look = (issue: number, comment?: number) => void;

/** The policy as it was last read. */
export function policyIn({ play }: View): Policy {
  return play.decisions.at(-1)?.facts.policy ?? DEFAULT_POLICY;
}

/** A moment in the policy's time zone, as the app writes it: `2025-11-10 14:30`. */
export function printTime(view: View, at: string | number | DateTime): string {
  const moment = typeof at === "string" ? DateTime.fromISO(at) : typeof at === "number" ? DateTime.fromMillis(at) : at;
  return moment.setZone(policyIn(view).timezone).toFormat("yyyy-MM-dd HH:mm");
}
