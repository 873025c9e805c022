// A time as people type it at the beginning of what they say: `14:30`, `2025-11-10 14:30`, with or without `UTC`.
import { DateTime } from "luxon";
import type { CommandFacts } from "./facts.ts";
import { Refusal } from "./refusal.ts";

const TIME = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}:\d{2})(Z)?(?:[ \t]+(?:UTC(?:[ \t]+|$))?|$)/;

/** The time at the beginning (UTC), undefined when none is there, and what follows it. Throws Refusal for one that is to come. */
export function splitTime(rest: string, command: string, facts: CommandFacts): { at?: DateTime; text: string } {
  const match = TIME.exec(rest);
  if (!match) return { text: rest.trim() };
  return { at: timeTyped(match, command, facts), text: rest.slice(match[0].length).trim() };
}

/** `14:30` is the last time it was 14:30 in the policy's time zone; with a date, exactly then. */
function timeTyped(match: RegExpExecArray, command: string, { at, policy }: CommandFacts): DateTime {
  const [given, date, clock, utc] = match;
  const zone = utc || /UTC\s*$/.test(given) ? "utc" : policy.timezone;
  const day = date ?? at.setZone(zone).toISODate();
  const typed = DateTime.fromFormat(`${day} ${clock}`, "yyyy-MM-dd H:mm", { zone });
  if (!typed.isValid) throw new Refusal("not-a-time", { command, given: given.trim() });
  const meant = !date && typed > at ? typed.minus({ days: 1 }) : typed;
  if (meant > at) throw new Refusal("time-in-future", { command, given: given.trim() });
  return meant.toUTC();
}
