// A breach of personal data: since when it is known, and what the law asks to be said of it, to whom and until when.
import { type DateTime, Duration } from "luxon";
import type { Incident } from "./incident.ts";
import { entriesOf, latest } from "./timeline.ts";

/** One notice that is owed. The deadline runs by the wall: no pause, no resolution and no severity moves it. */
export interface Notice {
  readonly name: string;
  readonly since: DateTime;
  readonly within: Duration;
  readonly due: DateTime;
  /** When it was first given; later phases of it change nothing (art. 33(4)). */
  readonly done?: DateTime;
}

/**
 * The notices of the awareness as it was last told; none without one, and none of a false alarm. The register of
 * art. 33(5) holds the breach all the same.
 */
export function noticesOf(incident: Incident): Notice[] {
  const aware = latest(incident.timeline, "aware");
  if (!aware || incident.ended?.kind === "cancelled") return [];
  return aware.notices.map(({ name, within: seconds }) => {
    const within = Duration.fromObject({ seconds }).shiftTo("hours", "minutes", "seconds");
    const given = entriesOf(incident.timeline, "notified").filter(({ whom }) => whom === name);
    const done = given.map(({ at }) => at).toSorted((one, other) => +one - +other)[0];
    return { name, since: aware.since, within, due: aware.since.plus(within), ...(done && { done }) };
  });
}

/** Whom `/notified` may name: those who are owed a notice, and the two that the law itself names. */
export function whomToNotify({ timeline }: Incident): string[] {
  const owed = latest(timeline, "aware")?.notices.map(({ name }) => name) ?? [];
  return [...new Set([...owed, "authority", "users"])];
}
