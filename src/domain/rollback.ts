// A rollback: which merged pull request is meant, and what is said when it cannot be undone. Pure.
import type { EffectOf } from "./effects.ts";
import type { Incident } from "./incident.ts";
import { entriesOf } from "./timeline.ts";

/** A pull request that may be reverted, as GitHub shows it; `id` is its node id. */
export interface Revertible {
  readonly id: string;
  readonly isMerged: boolean;
}

/** The number in `#12`, `12`, `owner/name#12` or an address; undefined for anything else, and of any other repository. */
export function parsePull(text: string, repository: string): { number: number; isElsewhere: boolean } | undefined {
  const found =
    /^#?(?<number>\d{1,9})$/.exec(text) ??
    /^(?<name>[\w.-]+\/[\w.-]+)#(?<number>\d{1,9})$/.exec(text) ??
    /^https?:\/\/[^/\s]+\/(?<name>[\w.-]+\/[\w.-]+)\/pull\/(?<number>\d{1,9})(?:[/?#]\S*)?$/.exec(text);
  const { name, number } = found?.groups ?? {};
  if (number === undefined) return undefined;
  return { number: Number(number), isElsewhere: name !== undefined && name.toLowerCase() !== repository.toLowerCase() };
}

/** Whoever asked for what GitHub would not do is told what they can do, once. */
export function notReverted(incident: Incident): EffectOf<"say">[] {
  return entriesOf(incident.timeline, "rollback").flatMap(({ of, number, why, by, ref }): EffectOf<"say">[] => {
    const key = `rollback-failed:${of}:${ref}`;
    if (number > 0 || incident.said.has(key)) return [];
    const data = { of, why, incident: incident.issue.number };
    return [
      { do: "say", kind: "reply", key, to: by ? [`@${by}`] : [], parts: [{ template: "rollback-failed", data }] },
    ];
  });
}
