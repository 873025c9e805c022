// The lane in which a repository's freeze is shown on its pull requests: beside the incidents', which never wait for it.
import type { Claim, Delivery } from "../adapters/store/port.ts";
import { NOT_URGENT } from "../domain/policy.ts";

const SUFFIX = ":freeze";

export function isFreezeLane({ lane }: Pick<Claim, "lane">): boolean {
  return lane.endsWith(SUFFIX);
}

/** The freeze's lane by that of the repository, of an incident or of a pull request. */
export function freezeLane({ lane, installation, repository }: Pick<Claim, "lane" | "installation" | "repository">) {
  const [id = ""] = lane.split("#");
  return { lane: `${id}${SUFFIX}`, installation, repository, number: 0, urgency: NOT_URGENT };
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
}

export function printFreeze({ isWhole, known }: FreezeMemory): string {
  return JSON.stringify({ isWhole, known: [...known].map(([head, { id, isBad }]) => [head, id, isBad]) });
}

export function parseFreeze(text: string): FreezeMemory {
  if (text === "") return { isWhole: false, known: new Map() };
  const { isWhole, known } = JSON.parse(text) as { isWhole: boolean; known: [string, number, boolean][] };
  return { isWhole, known: new Map(known.map(([head, id, isBad]) => [head, { id, isBad }])) };
}
