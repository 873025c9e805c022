// Keeps the policy of each repository: its own file, else the organisation's, else the defaults; the last good one holds.
import type { Logger } from "pino";
import type { Clock } from "../adapters/clock.ts";
import type { GitHub, Place } from "../adapters/github/port.ts";
import type { Store } from "../adapters/store/port.ts";
import { COMMANDS } from "../commands/index.ts";
import { DEFAULT_POLICY, type Policy } from "../domain/policy.ts";
import { type PolicyProblem, readPolicyFile } from "../domain/policy-file.ts";

const PATH = ".github/tocsin.yml";
/** What may have a role of its own. */
const KNOWN = [...COMMANDS, { name: "postmortem waive" }];
/** A push tells at once; a push that got lost is made good after this long. */
const FRESH_FOR = { minutes: 10 };

export interface Policies {
  of(place: Place): Promise<Policy>;
  /** The file may have changed: look again the next time. */
  expire(repository: string): void;
  /** What is wrong with the repository's file, as far as known. */
  problemIn(repository: string): Problem | undefined;
  /** A repository's policy; undefined until this process has read it. */
  known(repository: string): Policy | undefined;
}

/** What is wrong with the file as it is now, while an older one holds. */
export interface Problem {
  /** `owner/name/.github/tocsin.yml`. */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

interface Kept {
  readonly policy: Policy;
  readonly text: string;
  readonly etag: string;
  readonly source: string;
  readonly problem?: Problem;
}

interface Parts {
  readonly github: GitHub;
  readonly store: Pick<Store, "recall" | "remember">;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createPolicies(parts: Parts): Policies {
  const { clock } = parts;
  const kept = new Map<string, Kept & { checkedAt: number }>();
  return {
    async of(place) {
      const { repository } = place;
      const known = kept.get(repository);
      if (known && known.checkedAt > +clock.now().minus(FRESH_FOR)) return known.policy;
      const next = await refresh(place, known ?? (await recall(repository, parts.store)), parts);
      kept.set(repository, { ...next, checkedAt: +clock.now() });
      return next.policy;
    },
    expire(repository) {
      // The organisation's file holds for all its repositories.
      const isShared = repository.endsWith("/.github");
      for (const [name, one] of kept) if (isShared || name === repository) kept.set(name, { ...one, checkedAt: 0 });
    },
    problemIn: (repository) => kept.get(repository)?.problem,
    known: (repository) => kept.get(repository)?.policy,
  };
}

async function recall(repository: string, store: Parts["store"]): Promise<Kept | undefined> {
  const note = await store.recall(`policy:${repository}`);
  if (!note) return undefined;
  const { text, etag, source } = JSON.parse(note) as Kept;
  return { text, etag, source, policy: text === "" ? DEFAULT_POLICY : readPolicyFile(text, `${source}/${PATH}`) };
}

async function refresh(place: Place, last: Kept | undefined, parts: Parts): Promise<Kept> {
  const { repository } = place;
  const shared = `${repository.split("/")[0]}/.github`;
  const own = await readFrom(place, last, parts);
  const found =
    own ?? (repository === shared ? undefined : await readFrom({ ...place, repository: shared }, last, parts));
  const { policy, problem, ...kept } = found ?? {
    policy: DEFAULT_POLICY,
    problem: undefined,
    text: "",
    etag: "",
    source: "",
  };
  if (kept.text !== last?.text) await parts.store.remember(`policy:${repository}`, JSON.stringify(kept));
  return { policy, problem, ...kept };
}

/** undefined when the repository has no file; the last good policy when the file is wrong. */
async function readFrom(place: Place, last: Kept | undefined, { github, log }: Parts): Promise<Kept | undefined> {
  const { repository } = place;
  const file = await github.file(place, PATH, last?.source === repository ? last.etag : undefined);
  if (file === "unchanged") return last && { ...last, problem: undefined };
  if (!file) return undefined;
  try {
    const policy = readPolicyFile(file.text, `${repository}/${PATH}`, KNOWN);
    return { policy, text: file.text, etag: file.etag, source: repository };
  } catch (error) {
    log.warn({ repository, problem: String(error) }, "wrong configuration; the last good one holds");
    const { line = 1, message } = error as PolicyProblem;
    const problem = { file: `${repository}/${PATH}`, line, reason: message };
    return { ...(last ?? { policy: DEFAULT_POLICY, text: "", etag: "", source: repository }), problem };
  }
}
