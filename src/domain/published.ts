// The updates of an incident, each with what decides whether the public may read it: how it stood when it was written.
import type { Entry, Status } from "./timeline.ts";

/** As somebody typed it, at that time in milliseconds since the epoch (UTC). */
export interface PublishedUpdate {
  readonly at: number;
  readonly status: Status;
  readonly text: string;
  /** The severity of that time; "" while nobody had named one. */
  readonly severity: string;
  /** It was about a matter of security then: whatever becomes of that, these words were not meant for everybody. */
  readonly isHeld: boolean;
}

export function publishedUpdates(timeline: readonly Entry[]): PublishedUpdate[] {
  let [severity, isHeld] = ["", false];
  return timeline.flatMap((entry) => {
    if (entry.kind === "severity") severity = entry.to;
    if (entry.kind === "security" || entry.kind === "aware") isHeld = true;
    if (entry.kind === "cleared") isHeld = false;
    return entry.kind === "update" ? [{ at: +entry.at, status: entry.status, text: entry.text, severity, isHeld }] : [];
  });
}
