// The sealed line of an issue that an alert opened: by it the issue is found again, and declared as the alert asked.
import type { Issue } from "./issue.ts";
import { parseMarker, printMarker, type Seal } from "./marker.ts";

/** What an incident begins with that an alert opened. */
export interface Raised {
  /** The lane of its group: one open incident exists for each. */
  readonly group: string;
  readonly severity?: string;
  readonly components: readonly string[];
  /** Since when the alert fires; milliseconds. */
  readonly since: number;
  /** When it was taken in; milliseconds. */
  readonly heardAt: number;
}

/** Sealed before GitHub has given the issue an identity; it counts only in an issue that the app itself opened. */
const SEALED_FOR = "alert";

export function printRaised(raised: Raised, seal: Seal): string {
  return printMarker({ kind: "alert", text: JSON.stringify(raised) }, SEALED_FOR, seal);
}

/** undefined when there is none that is ours. */
export function parseRaised(body: string, seal: Seal): Raised | undefined {
  const marker = parseMarker(body, SEALED_FOR, seal);
  return marker?.kind === "alert" ? (JSON.parse(marker.text) as Raised) : undefined;
}

/** Of an issue as it is now; a person who copies the line has opened another issue. */
export function raisedIn({ reporter, body }: Pick<Issue, "reporter" | "body">, seal: Seal): Raised | undefined {
  return reporter?.isBot ? parseRaised(body, seal) : undefined;
}
