// What the app asks of GitHub about what is shipped: what changed, what is to be taken back, what has to wait.
import type { Change, FoundChange } from "../../domain/evidence.ts";
import type { OpenPull } from "../../domain/freeze.ts";
import type { Revertible } from "../../domain/rollback.ts";
import type { RevertFailure } from "../../domain/timeline.ts";
import type { Place } from "./port.ts";

/** Seconds since the epoch, and the repository's page. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly page: string;
}

export interface Shipping {
  /** The logins of a team's members, the first 100. */
  teamMembers(place: Place, organisation: string, team: string): Promise<string[]>;
  /** What changed in the repository lately, of one kind; what lies outside the window may be among it. */
  changes(place: Place, kind: Change["kind"], window: Window): Promise<FoundChange[]>;
  /** The pull request of the place's number; undefined: there is none, or we may not read it. */
  revertible(place: Place): Promise<Revertible | undefined>;
  /** Opens a pull request that undoes the one with this node id; its number, or why GitHub will not. */
  revertPull(place: Place, pull: string, words: { readonly body: string }): Promise<number | RevertFailure>;
  /** Pull requests that the app opened, of the newest 100, whatever became of them. */
  ownPulls(place: Place): Promise<{ readonly number: number; readonly body: string }[]>;
  /** Every open pull request, or the one of the place's number if it is open. */
  openPulls(place: Place): Promise<OpenPull[]>;
}
