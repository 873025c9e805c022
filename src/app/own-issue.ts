// Finds an issue of our own that belongs to a repository, not to an incident, by its label and its signed line.
import type { GitHub, Place } from "../adapters/github/port.ts";
import { parseMarker, type Seal } from "../domain/marker.ts";

interface Wanted {
  readonly label: string;
  /** The kind of its marker; the seal is the lane's. */
  readonly kind: string;
  readonly lane: string;
}

export interface OwnIssue {
  readonly number: number;
  readonly body: string;
  /** What its marker says. */
  readonly text: string;
}

/** The open one, if there is any; a copy by somebody else is not signed and does not count. */
export async function openIssueOf(
  place: Place,
  { label, kind, lane }: Wanted,
  { github, seal }: { github: GitHub; seal: Seal },
): Promise<OwnIssue | undefined> {
  for (const { number } of await github.issuesWith(place, label)) {
    const issue = await github.issue({ ...place, number });
    const marker = issue && parseMarker(issue.body, lane, seal);
    if (issue && marker?.kind === kind) return { number, body: issue.body, text: marker.text };
  }
  return undefined;
}
