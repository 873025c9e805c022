// The lane in which a repository's freeze is shown on its pull requests: beside the incidents', which never wait for it.
import type { Claim, Delivery } from "../adapters/store/port.ts";
import { NOT_URGENT } from "../domain/policy.ts";
import { beside } from "./side-lane.ts";

/** The freeze's lane by that of the repository, of an incident or of a pull request. */
export function freezeLane({ lane, installation, repository }: Pick<Claim, "lane" | "installation" | "repository">) {
  const [id = ""] = lane.split("#");
  // With `#`, so that it goes along with the incidents' lanes when the repository gets another name.
  return { lane: beside(`${id}#0`, "freeze"), installation, repository, number: 0, urgency: NOT_URGENT };
}

/** A pull request is new, or says something else; told once for each webhook. */
export function pullDelivery(claim: Claim): Delivery {
  const id = `freeze:${claim.inbox.at(-1)?.id ?? claim.lane}`;
  return { ...freezeLane(claim), id, contentKey: id, body: JSON.stringify({ pull: claim.number }) };
}

export function readPull(body: string): number {
  return (JSON.parse(body) as { pull: number }).pull;
}

/** A commit's check run of ours; `id` 0: it has none. */
export interface Shown {
  readonly id: number;
  readonly isBad: boolean;
}

/** What the lane remembers; GitHub is asked for whatever is missing. */
export interface FreezeMemory {
  /** Everything that was open has been looked at since this store began. */
  readonly isWhole: boolean;
  /** By commit. */
  readonly known: ReadonlyMap<string, Shown>;
  /** Pull requests whose news a pass did not come to. */
  readonly owed: readonly number[];
}

export function printFreeze({ isWhole, known, owed }: FreezeMemory): string {
  return JSON.stringify({ isWhole, owed, known: [...known].map(([head, { id, isBad }]) => [head, id, isBad]) });
}

export function parseFreeze(text: string): FreezeMemory {
  if (text === "") return { isWhole: false, known: new Map(), owed: [] };
  const { known, ...rest } = JSON.parse(text) as {
    isWhole: boolean;
    owed: number[];
    known: [string, number, boolean][];
  };
  return { ...rest, known: new Map(known.map(([head, id, isBad]) => [head, { id, isBad }])) };
}
